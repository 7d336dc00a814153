// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A controller that hands its state to the controller that replaces it: when its plugin is
 * replaced, or when the key of a {@linkplain ApplyConfigSet configuration set} for which it runs
 * gets other settings and nobody else asks for it.
 *
 * <p>Order: the new controller is constructed; the old one is {@linkplain #pause paused} and
 * {@linkplain #saveState saves}; the new one {@linkplain #restoreState restores} and is executed
 * until it is ready; then it takes over and the old one is closed. If anything fails the old one is
 * {@linkplain #resume resumed} and stays. From pause to take-over the old one still answers.
 *
 * <p>The new controller is offered all open directives while the old one still answers them, and
 * takes over when each has its first value from the new one, or after 5 s. Each of the four methods
 * has 2 s; what takes longer undoes the replacement. Both limits are the bus's.
 */
@ConsumerType
public interface Stateful extends Controller {

  /**
   * Stops changing the state, until resumed or closed. Directives may still be answered from the
   * state as it is. Work that is under way and ends later must not change the state any more: what
   * it would have recorded is not in the saved state, and is left to the successor, which is
   * offered the same directive.
   *
   * @throws Exception if that is not possible; the replacement is undone
   */
  default void pause() throws Exception {}

  /**
   * Goes on as before {@link #pause}: the replacement did not come about.
   *
   * @throws Exception if it fails; logged
   */
  default void resume() throws Exception {}

  /**
   * Returns the state as plain data. Must be quick.
   *
   * @return the state
   * @throws Exception if it fails; the replacement is undone
   */
  State saveState() throws Exception;

  /**
   * Takes over the state of the controller that this one replaces, which may be of an older or
   * newer version. Called once, before {@link #execute}, or not at all.
   *
   * @param state the state; its {@link State#schema()} says how to read it
   * @return whether it was taken; false to start afresh, which is logged as a warning: what the
   *     predecessor knew is lost
   * @throws Exception if the state should have been taken and could not be; the replacement is
   *     undone
   */
  boolean restoreState(State state) throws Exception;
}
