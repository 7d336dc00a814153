// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Handlers that take the place of others (design 4.8, 6). */
class SuccessionTest {

  @AutoClose private final TestBus test = new TestBus();

  private AttachedHandlers attach(Handler handler, AttachedHandlers predecessors) {
    return test.engine.addHandlers(List.of(handler), "owner", predecessors);
  }

  /** Also without a limit: nobody sees the values of both while the others are still waited for. */
  @Test
  void replacesEachValueAsSoonAsTheSuccessorHasOneWhateverTheLimit() {
    AttachedHandlers old = attach(Handler.of(Ask.class, ask -> Resolver.of("old")), null);
    Recorder<String> many = new Recorder<>();
    Recorder<String> single = new Recorder<>();
    test.bus.add(Ask.of("many"), many);
    test.bus.add(Ask.single("single"), single);

    AttachedHandlers fresh = attach(Handler.of(Ask.class, ask -> Resolver.of("new")), old);

    assertThat(many.events()).containsExactly("added old", "added new", "removed old");
    assertThat(single.events()).containsExactly("added old", "added new", "removed old");
    old.close();
    fresh.endSuccession();
    assertThat(many.events()).hasSize(3);
    assertThat(single.events()).hasSize(3);
    fresh.close();
  }

  @Test
  void stopsTheOldWorkOnARequestThatTheSuccessorHasAnswered() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    AttachedHandlers old =
        attach(
            Handler.of(
                Ask.class,
                ask ->
                    Resolver.blocking(
                        (scope, sink) -> {
                          sink.set("old");
                          sink.markIdle(true);
                          scope.onCancel(stopped::countDown);
                          scope.await();
                        })),
            null);
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("a"), recorder);
    Waits.until(() -> assertThat(recorder.events()).containsExactly("added old"));

    AttachedHandlers fresh = attach(Handler.of(Ask.class, ask -> Resolver.of("new")), old);

    Waits.on(stopped);
    assertThat(recorder.live()).containsExactly("new");
    old.close();
    fresh.endSuccession();
    fresh.close();
  }

  @Test
  void keepsTheValuesThatTheSuccessorHasNoneForUntilTheOldOneGoes() {
    Emitter oldEmitter = new Emitter();
    AttachedHandlers old = attach(oldEmitter, null);
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("a"), recorder);
    oldEmitter.sink("a").add("one");
    oldEmitter.sink("a").add("two");

    AttachedHandlers fresh = attach(Handler.of(Ask.class, ask -> Resolver.of("new")), old);

    assertThat(recorder.live()).containsExactlyInAnyOrder("two", "new");
    old.close();
    fresh.endSuccession();
    assertThat(recorder.live()).containsExactly("new");
    fresh.close();
  }

  /** W10, W11 ask for each change, not for more. */
  @Test
  void tellsNothingWhenIdlenessIsSaidAgain() {
    Emitter emitter = new Emitter();
    test.bus.addHandler(emitter);
    List<DirectiveState<String>> states = new ArrayList<>();
    test.bus.watch(Ask.of("a"), states::add);
    int before = states.size();
    emitter.sink("a").set("v");
    emitter.sink("a").markIdle(true);
    emitter.sink("a").markIdle(true);
    assertThat(states).hasSize(before + 1);
  }
}
