// SPDX-License-Identifier: Apache-2.0
package sample.comfort;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerType;
import bus.api.controller.Resolves;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.helper.Coalescer;
import bus.api.helper.Current;
import java.util.Optional;
import sample.climate.AssessComfort;
import sample.climate.Comfort;
import sample.climate.ReadHumidity;
import sample.climate.ReadTemperature;

/**
 * Judges the comfort of a room by its temperature and humidity, and again whenever one of them
 * changes.
 */
@ControllerType(
    id = "sample/comfort",
    version = "1.0.0",
    description = "Judges how pleasant rooms are.")
public final class ComfortJudge implements Controller {

  private final ControllerContext context;

  ComfortJudge(ControllerContext context) {
    this.context = context;
  }

  /** Follows both for as long as somebody wants the answer; it costs no thread. */
  @Resolves
  Resolver<Comfort> assess(AssessComfort request) {
    return Resolver.inline(sink -> judge(request.room(), sink));
  }

  /** The two change on different threads; no lock is held while the answer is given. */
  private void judge(String room, Sink<Comfort> sink) {
    Current<Double> temperature = Current.of(context.bus(), new ReadTemperature(room));
    Current<Double> humidity = Current.of(context.bus(), new ReadHumidity(room));
    Coalescer update =
        new Coalescer(
            () -> {
              Optional<Comfort> comfort =
                  temperature.get().flatMap(t -> humidity.get().map(h -> judge(t, h)));
              comfort.ifPresentOrElse(sink::set, sink::clear);
            });
    temperature.onChange(value -> update.run());
    humidity.onChange(value -> update.run());
    sink.onResolverRemoved(temperature::close);
    sink.onResolverRemoved(humidity::close);
  }

  private static Comfort judge(double temperature, double humidity) {
    if (temperature < 20) {
      return Comfort.COLD;
    }
    return temperature > 26 || humidity > 0.7 ? Comfort.STICKY : Comfort.PLEASANT;
  }
}
