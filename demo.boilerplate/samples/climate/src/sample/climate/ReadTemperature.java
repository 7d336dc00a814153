// SPDX-License-Identifier: Apache-2.0
package sample.climate;

import bus.api.directive.Directive;
import bus.api.directive.ValueOptions;

/**
 * Asks for the temperature of a room: one value in degrees Celsius, replaced when it changes.
 *
 * @param room the name of the room
 */
public record ReadTemperature(String room) implements Directive<Double> {

  @Override
  public void validate() {
    if (room.isBlank()) {
      throw new IllegalArgumentException("room must not be blank");
    }
  }

  @Override
  public ValueOptions valueOptions() {
    return ValueOptions.SINGLE;
  }
}
