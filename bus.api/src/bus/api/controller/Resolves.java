// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a {@link ControllerType} class that answers a directive. The first parameter
 * says which: a class that implements {@link bus.api.directive.Directive}. The method is not
 * private and not static, may throw, and has one of these forms, where {@code D} is a {@code
 * Directive<V>}:
 *
 * <table>
 *   <caption>Forms of a resolving method</caption>
 *   <tr><td>{@code V answer(D)}</td><td>one value, or null for none</td></tr>
 *   <tr><td>{@code Optional<V> answer(D)}</td><td>one value or none</td></tr>
 *   <tr><td>{@code Promise<V> answer(D)}</td><td>one value or null for none, later; costs no thread</td></tr>
 *   <tr><td>{@code void answer(D, Scope, Sink<V>)}</td><td>any values, until the scope is cancelled</td></tr>
 *   <tr><td>{@code Resolver<V> answer(D)}</td><td>full control; null for none</td></tr>
 * </table>
 *
 * <p>The first, second and fourth run on a thread where they may block, for each new directive; the
 * last one is asked for its resolver on the thread that adds the directive and must be quick. That
 * thread is interrupted when nobody wants the answer any more, or the controller ends; to leave by
 * {@link InterruptedException} is a normal end.
 *
 * <p>When the plugin is replaced, every directive that is open then is offered to the new code too:
 * its method is called again for a request that the old code has answered or is working on. What a
 * method does besides answering may so be done twice; keep a record of it in the state that is
 * handed over, see {@link Stateful}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Resolves {

  /**
   * Says that the method never blocks and may run on the thread that adds the directive, which
   * costs no thread. Only for the forms that return a value or an optional.
   *
   * @return true to run it at once
   */
  boolean inline() default false;
}
