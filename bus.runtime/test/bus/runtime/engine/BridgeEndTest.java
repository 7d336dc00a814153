// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static bus.runtime.engine.BridgeTest.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a bridge does when something ends (semantics 20.5, 5.9, 3.3). */
class BridgeEndTest {

  private final TestBus near = new TestBus();
  private final TestBus far = new TestBus();
  private final Emitter emitter = new Emitter();
  private final Recorder<String> recorder = new Recorder<>();

  BridgeEndTest() {
    far.bus.addHandler(emitter);
  }

  @AfterEach
  void closeBuses() {
    near.close();
    far.close();
    assertThat(recorder.breaches()).isEmpty();
  }

  private static DirectiveState<String> state(Reference<String> reference) {
    return reference.instance().state();
  }

  /**
   * 20.5, decided otherwise: what is disposed by force there while it is wanted here comes back.
   */
  @Test
  void addsAgainWhatIsDisposedByForce() {
    near.bus.bridge(far.bus, ALL);
    Reference<String> reference = near.bus.add(Ask.of("a"), recorder);
    for (int i = 0; i < 3; i++) {
      emitter.sink("a").add("v");
      // The thread that adds again over there may still be under way with it.
      Waits.until(() -> assertThat(state(reference).all()).containsExactly("v"));
      far.bus.add(Ask.of("a")).instance().close();
      Waits.until(() -> assertThat(state(reference).all()).isEmpty());
      int runs = i + 2;
      Waits.until(() -> assertThat(emitter.runs("a")).isEqualTo(runs));
    }
    far.bus.add(Ask.of("a")).instance().close();
    reference.release();
    assertThat(far.bus.directives()).isEmpty();
  }

  /** A handler there that ends each instance at once does not keep this thread busy for ever. */
  @Test
  void pausesWhenDisposedAgainAndAgain() {
    AtomicInteger asked = new AtomicInteger();
    far.bus.addHandler(
        new Handler() {
          @Override
          public Set<Class<?>> directiveTypes() {
            return Set.of(Ask.class);
          }

          @Override
          public List<Resolver<String>> handle(Instance<?> instance) {
            asked.incrementAndGet();
            instance.close();
            return List.of();
          }
        });
    near.bus.bridge(far.bus, ALL);
    Reference<String> reference = near.bus.add(Ask.of("a"));
    assertThat(asked).hasPositiveValue();
    Waits.until(() -> assertThat(asked).hasValueGreaterThan(3));
    assertThat(state(reference).idle()).as("still looking").isFalse();
    reference.release();
    assertThat(near.bus.directives()).isEmpty();
    Waits.until(() -> assertThat(far.bus.directives()).isEmpty());
  }

  /** A directive with equal key that displaces the live one. */
  private record Newer(String name, int version) implements Directive<String> {
    @Override
    public Object mergeKey() {
      return name;
    }

    @Override
    public boolean supersedes(Directive<?> live) {
      return live instanceof Newer older && older.version < version;
    }
  }

  /** 3.3: what is superseded there is answered by what has taken its place. */
  @Test
  void followsSupersessionOnTheTarget() {
    far.bus.addHandler(Handler.answeringInline(Newer.class, newer -> "v" + newer.version()));
    near.bus.bridge(far.bus, ALL);
    Reference<String> here = near.bus.add(new Newer("a", 1), recorder);
    assertThat(state(here).all()).containsExactly("v1");
    Reference<String> there = far.bus.add(new Newer("a", 2));
    Waits.until(() -> assertThat(state(here).all()).containsExactly("v2"));
    assertThat(recorder.events()).containsExactly("added v1", "removed v1", "added v2");
    assertThat(there.released()).isFalse();
    near.bus.add(new Newer("a", 3));
    assertThat(here.released()).isTrue();
    assertThat(there.released()).isTrue();
    assertThat(far.bus.directives()).hasSize(1);
  }

  /** A closed target is a failure that says so, for what is live and for what comes. */
  @Test
  void saysThatTheTargetIsClosed() {
    near.bus.bridge(far.bus, ALL);
    Reference<String> before = near.bus.add(Ask.of("a"));
    emitter.sink("a").add("v");
    far.engine.close();
    Reference<String> after = near.bus.add(Ask.of("b"));
    for (Reference<String> each : List.of(before, after)) {
      assertThat(state(each).values()).isEmpty();
      assertThat(state(each).idle()).isTrue();
      assertThat(state(each).failures())
          .singleElement()
          .satisfies(
              failure ->
                  assertThat(failure.message()).contains("target bus").contains("bus is closed"));
    }
  }

  /**
   * Release never waits for foreign code: a callback here that blocks keeps nothing alive there.
   */
  @Test
  void dropsWhileACallbackBlocks() throws InterruptedException {
    near.bus.bridge(far.bus, ALL);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Reference<String> reference =
        near.bus.add(
            Ask.of("a"),
            ReferenceHandler.of(
                value -> {
                  inside.countDown();
                  Foreign.run(go::await);
                },
                value -> {}));
    Sink<String> sink = emitter.sink("a");
    Thread emitting = new Thread(() -> sink.add("v"));
    emitting.start();
    Waits.on(inside);
    reference.release();
    assertThat(near.bus.directives()).isEmpty();
    assertThat(far.bus.directives()).isEmpty();
    assertThat(sink.valid()).isFalse();
    go.countDown();
    emitting.join(10_000);
    assertThat(emitting.isAlive()).isFalse();
  }
}
