// SPDX-License-Identifier: Apache-2.0
package sample.climate;

import bus.api.directive.Directive;
import bus.api.directive.ValueOptions;

/**
 * Asks for the relative humidity of a room: one value from 0 to 1, replaced when it changes.
 *
 * @param room the name of the room
 */
public record ReadHumidity(String room) implements Directive<Double> {

  @Override
  public ValueOptions valueOptions() {
    return ValueOptions.SINGLE;
  }
}
