// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Bus;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.helper.Current;
import bus.api.helper.Effects;
import bus.api.snapshot.Explanation.Dependency;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a person sees of helpers who asks the bus. */
class HelperVisibilityTest {

  @AutoClose private final TestBus test = new TestBus();

  /** W39: a helper is there to be seen, but is nothing that its owner waits for. */
  @Test
  void explainsWhatAControllerWaitsForAndNotItsHelpers() {
    Emitter emitter = new Emitter();
    test.bus.addHandler(emitter);
    Bus own = new EngineBus(test.engine, new Owner("controller"));
    own.addHandler(
        Handler.of(Ask.class, ask -> ask.name().equals("a") ? Resolver.inline(sink -> {}) : null));
    test.bus.add(Ask.of("a"));
    Current.of(own, Ask.of("b"));
    Effects.each(own, Ask.of("b"), value -> null);
    Effects.eachBlocking(own, Ask.of("b"), (scope, value) -> null);

    assertThat(test.bus.explain(Ask.of("a")).dependencies())
        .extracting(Dependency::directive)
        .containsExactly("Ask[b]");
    emitter.sink("b").add("v");
    assertThat(test.bus.explain(Ask.of("a")).dependencies()).isEmpty();
    Waits.until(
        () ->
            assertThat(test.bus.directives())
                .extracting(each -> each.directive())
                .contains("current value of Ask[b]", "effects of Ask[b]"));
  }
}
