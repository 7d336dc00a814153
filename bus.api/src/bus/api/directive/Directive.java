// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * An immutable value that says "I want this", open for as long as somebody holds a reference to it.
 *
 * <p>A directive is a request, not a call: it stays open until nobody wants it, and its values may
 * come, change and go meanwhile. It is usually a record:
 *
 * <pre>{@code
 * public record Greet(String name) implements Directive<Greeting> {}
 * }</pre>
 *
 * <p><b>Equality is equivalence.</b> Two directives of the same class with equal {@linkplain
 * #mergeKey() keys} are one request on a bus: they share one {@link Instance}, its resolvers and
 * its values. {@link Object#equals} and {@link Object#hashCode} of the key must therefore be quick,
 * constant and free of side effects; records satisfy this if their components do. An invalid
 * directive should be refused by its constructor or by {@link #validate()}.
 *
 * <p>Implementations must be immutable and thread-safe. The bus calls their methods on the thread
 * that adds the directive, with no lock held.
 *
 * @param <V> the type of the values that answer this directive
 */
@ConsumerType
public interface Directive<V> {

  /**
   * Returns what makes this directive equal to another one of its class. (It is not called {@code
   * key}, because a record with a component of that name would override it unawares.)
   *
   * @return the key, never null; the directive itself by default
   */
  default Object mergeKey() {
    return this;
  }

  /**
   * Checks this directive; called once for each addition to a bus, before anything else happens.
   *
   * @throws IllegalArgumentException if the directive is not valid; it is thrown to the caller of
   *     the addition
   */
  default void validate() {}

  /**
   * Returns how the values of this directive are counted and kept. Read once, from the directive
   * that creates the instance; the options of later equal directives have no effect.
   *
   * @return the options, never null
   */
  default ValueOptions valueOptions() {
    return ValueOptions.DEFAULT;
  }

  /**
   * Says whether this directive displaces a live one with an equal key instead of being merged with
   * it. The displaced instance is disposed, whatever references it has.
   *
   * @param live the directive of the live instance; its class and key equal those of this one
   * @return true to displace it, false (the default) to share its instance
   */
  default boolean supersedes(Directive<?> live) {
    return false;
  }

  /**
   * Says whether whoever holds this waits for its values. One that only marks that something is
   * there says no, and is not shown as something that its holder lacks. Read once, from the
   * directive that creates the instance.
   *
   * @return true by default
   */
  default boolean wantsValues() {
    return true;
  }
}
