// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

/**
 * A method that answers a directive.
 *
 * @param form its form
 * @param inline whether it runs on the thread that adds the directive
 * @param directive the directive
 * @param method its name
 */
public record Answer(Form form, boolean inline, TypeName directive, String method) {

  /** The forms that a method may have. */
  public enum Form {
    /** One value or null. */
    VALUE,
    /** One value or none. */
    OPTIONAL,
    /** One value, later. */
    PROMISE,
    /** Any values, into a sink. */
    SINK,
    /** A resolver or null. */
    RESOLVER
  }
}
