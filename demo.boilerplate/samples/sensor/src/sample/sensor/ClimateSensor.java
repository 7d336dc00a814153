// SPDX-License-Identifier: Apache-2.0
package sample.sensor;

import bus.api.config.Default;
import bus.api.controller.Controller;
import bus.api.controller.ControllerType;
import bus.api.controller.Resolves;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import java.time.Duration;
import java.util.List;
import sample.climate.ReadHumidity;
import sample.climate.ReadTemperature;

/** Pretends to measure: plays a list of temperatures in a circle, and a constant humidity. */
@ControllerType(
    id = "sample/sensor",
    version = "1.0.0",
    description = "Pretends to measure the climate of rooms.")
public final class ClimateSensor implements Controller {

  private final Config config;

  /**
   * What it is told.
   *
   * @param period how long each measurement stays
   * @param temperatures what it measures, degrees Celsius
   * @param humidity what it measures, from 0 to 1
   */
  public record Config(
      @Default("1s") Duration period,
      @Default("[19.5, 21.0, 27.5]") List<Double> temperatures,
      @Default("0.4") double humidity) {

    /** Checks it. */
    public Config {
      if (temperatures.isEmpty()) {
        throw new IllegalArgumentException("temperatures must not be empty");
      }
      if (humidity < 0 || humidity > 1) {
        throw new IllegalArgumentException("humidity must be from 0 to 1: " + humidity);
      }
    }
  }

  ClimateSensor(Config config) {
    this.config = config;
  }

  /** Runs for as long as somebody wants the temperature of the room. */
  @Resolves
  void measure(ReadTemperature request, Scope scope, Sink<Double> sink)
      throws InterruptedException {
    int next = 0;
    do {
      sink.set(config.temperatures().get(next));
      sink.markIdle(true);
      next = (next + 1) % config.temperatures().size();
    } while (!scope.await(config.period()));
  }

  @Resolves(inline = true)
  Double humidity(ReadHumidity request) {
    return config.humidity();
  }
}
