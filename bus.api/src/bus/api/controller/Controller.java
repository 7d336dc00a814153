// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.directive.Handler;
import bus.api.directive.Scope;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A control loop on a bus: it answers directives, runs a main loop and is closed at the end.
 *
 * <p>The bus calls, in this order and never two at once: the constructor (through the {@link
 * ControllerFactory}), {@link Stateful#restoreState} if there is state to take over, {@link
 * #execute}, and {@link #close}. Handlers are attached when {@code execute} has been started and
 * are asked by other threads meanwhile; they go on after {@code execute} has returned well, until
 * the controller is closed. If {@code execute} fails the controller is closed and, if it was loaded
 * from a configuration, made anew after a while.
 *
 * <p>Everything that was added through {@link ControllerContext#bus()} is taken back by the bus
 * before {@code close} is called.
 */
@ConsumerType
public interface Controller {

  /**
   * Runs the main loop, on a thread of its own. Returning is a good end: the controller keeps
   * answering directives. By default there is no main loop.
   *
   * @param scope cancelled, and this thread interrupted, when the controller should stop; return or
   *     throw then, either is a normal end
   * @throws Exception if the controller fails
   */
  default void execute(Scope scope) throws Exception {}

  /**
   * Returns what answers directives. Called once, before {@link #execute}. A controller whose class
   * has methods marked {@link Resolves} need not implement this: its generated factory adds their
   * handlers to these.
   *
   * @return the handlers, none by default
   */
  default List<Handler> handlers() {
    return List.of();
  }

  /**
   * Frees what the constructor has taken. Called once, also if {@code execute} was never called,
   * after it has returned; but if it does not return in time after its scope was cancelled, {@code
   * close} is called while it still runs.
   *
   * @throws Exception if it fails; that is logged and changes nothing
   */
  default void close() throws Exception {}
}
