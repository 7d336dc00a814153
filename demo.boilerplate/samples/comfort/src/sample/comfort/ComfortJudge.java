// SPDX-License-Identifier: Apache-2.0
package sample.comfort;

import bus.api.Bus;
import bus.api.Watch;
import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerType;
import bus.api.controller.Resolves;
import bus.api.directive.DirectiveState;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.helper.Coalescer;
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

  /** Watches both for as long as somebody wants the answer; it costs no thread. */
  @Resolves
  Resolver<Comfort> assess(AssessComfort request) {
    return Resolver.inline(sink -> new Judgement(sink).watch(context.bus(), request.room()));
  }

  /**
   * One answer, and what is known of the two it is made of, which change on different threads. No
   * lock is held while the answer is given.
   */
  private static final class Judgement {

    private final Sink<Comfort> sink;
    private final Coalescer update = new Coalescer(this::tell);
    private volatile Optional<Double> temperature = Optional.empty();
    private volatile Optional<Double> humidity = Optional.empty();

    private Judgement(Sink<Comfort> sink) {
      this.sink = sink;
    }

    private void watch(Bus bus, String room) {
      Watch<Double> warmth = bus.watch(new ReadTemperature(room), this::temperature);
      Watch<Double> moisture = bus.watch(new ReadHumidity(room), this::humidity);
      sink.onResolverRemoved(warmth::close);
      sink.onResolverRemoved(moisture::close);
    }

    private void temperature(DirectiveState<Double> state) {
      temperature = state.first();
      update.run();
    }

    private void humidity(DirectiveState<Double> state) {
      humidity = state.first();
      update.run();
    }

    private void tell() {
      Optional<Comfort> comfort = temperature.flatMap(t -> humidity.map(h -> judge(t, h)));
      comfort.ifPresentOrElse(sink::set, sink::clear);
    }

    private static Comfort judge(double temperature, double humidity) {
      if (temperature < 20) {
        return Comfort.COLD;
      }
      return temperature > 26 || humidity > 0.7 ? Comfort.STICKY : Comfort.PLEASANT;
    }
  }
}
