// SPDX-License-Identifier: Apache-2.0
package sample.climate;

import bus.api.directive.Directive;
import bus.api.directive.ValueOptions;

/**
 * Asks whether a room is pleasant: one {@link Comfort}, replaced when it changes.
 *
 * @param room the name of the room
 */
public record AssessComfort(String room) implements Directive<Comfort> {

  @Override
  public ValueOptions valueOptions() {
    return ValueOptions.SINGLE;
  }
}
