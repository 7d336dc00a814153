// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

/**
 * One thing that explains why a directive is as it is.
 *
 * @param kind what it is
 * @param text says it to a person, with the names
 */
public record Reason(Kind kind, String text) {

  /** What explains a directive. */
  public enum Kind {
    /** Nobody asks for it. */
    NOT_LIVE,
    /** It has values. */
    ANSWERED,
    /** Handlers are being asked at this moment. */
    ASKING,
    /** No handler on the bus takes its type. */
    NO_HANDLER,
    /** A handler failed when it was asked. */
    HANDLER_FAILED,
    /** A handler was asked and gave no resolver. */
    NO_RESOLVER,
    /** A resolver is looking for values. */
    LOOKING,
    /** A resolver has no value and waits for changes. */
    WAITING,
    /** A resolver has ended well and has no value. */
    ENDED_EMPTY,
    /** A resolver has ended with a failure. */
    RESOLVER_FAILED,
    /** A resolver does not run, because there are as many values as are wanted. */
    FULL,
    /** Who answers this asks for something itself that has no value. */
    DEPENDS,
    /** Who answers this asks for something that depends on this. */
    CIRCLE,
    /** Nobody refers to it any more; it is kept for a while. */
    UNREFERENCED
  }
}
