// SPDX-License-Identifier: Apache-2.0
package demo.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.OneOff;
import bus.api.controller.LoadController;
import bus.api.directive.Handler;
import bus.runtime.BusRuntime;
import demo.greeting.Greet;
import demo.greeting.Greeting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sample.climate.CountVisits;
import sample.counter.VisitCounterFactory;

/** How a plugin's author tests without a framework. */
@Timeout(30)
final class BoilerplateTest {

  private static final OneOff SOON = OneOff.WAITING.within(Duration.ofSeconds(10));

  @Test
  void greetsWhoeverAsks() throws Exception {
    Boilerplate controller = new Boilerplate(new Boilerplate.Config("Hello"));
    try (BusRuntime runtime = BusRuntime.start()) {
      runtime.bus().addHandler(Handler.answering(Greet.class, controller::greet));

      assertThat(runtime.bus().first(new Greet("you"), SOON).getValue())
          .isEqualTo(new Greeting("Hello, you!"));
    }
  }

  @Test
  void refusesABlankGreeting() {
    assertThatThrownBy(() -> new Boilerplate.Config(" ")).hasMessage("greeting must not be blank");
  }

  @Test
  void runsAFactoryThatIsWrittenByHand() throws Exception {
    try (BusRuntime runtime = BusRuntime.start()) {
      runtime.addFactory(new VisitCounterFactory());
      runtime.bus().add(new LoadController("sample/counter", Map.of()));

      assertThat(runtime.bus().first(new CountVisits("hall", 1), SOON).getValue()).isEqualTo(1);
      assertThat(runtime.bus().first(new CountVisits("hall", 2), SOON).getValue()).isEqualTo(2);
    }
  }
}
