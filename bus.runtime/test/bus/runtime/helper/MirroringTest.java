// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.BusException.Reason;
import bus.api.OneOff;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.directive.Value;
import bus.api.helper.Held;
import bus.api.helper.Resolvers;
import bus.api.helper.Variable;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** Resolvers that answer with the values of another directive (23.10). */
class MirroringTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter source = new Emitter();
  private final Recorder<String> recorder = new Recorder<>();

  private static Optional<String> marked(String value) {
    if (value.equals("bad")) {
      throw new IllegalArgumentException("bad value");
    }
    return value.equals("skip") ? Optional.empty() : Optional.of("<" + value + ">");
  }

  private Reference<String> mirror(Ask ask) {
    test.bus.addHandler(source);
    answer(Resolvers.mirroring(test.bus, Ask.of("source"), MirroringTest::marked));
    return test.bus.add(ask, recorder);
  }

  private void answer(Resolver<String> resolver) {
    test.bus.addHandler(
        Handler.of(Ask.class, ask -> ask.name().equals("source") ? null : resolver));
  }

  private Value<String> emit(String value) {
    return source.sink("source").add(value).orElseThrow();
  }

  private void remove(Value<String> value) {
    source.sink("source").remove(value);
  }

  /** 23.10, W21: a result goes with its own source, also after one was left out. */
  @Test
  void withdrawsTheResultOfAValueThatGoes() {
    try (Reference<String> reference = mirror(Ask.of("a"))) {
      Value<String> skip = emit("skip");
      Value<String> x = emit("x");
      emit("y");
      remove(x);
      assertThat(recorder.events()).containsExactly("added <x>", "added <y>", "removed <x>");
      remove(skip);
      assertThat(recorder.live()).containsExactly("<y>");
      source.sink("source").clear();
      assertThat(recorder.live()).isEmpty();
    }
    assertThat(test.bus.directives()).isEmpty();
  }

  /** Design 4.8: what is replaced in one step is replaced in one step here, also under a limit. */
  @Test
  void replacesInOneStepWhatIsReplacedInOneStep() {
    try (Reference<String> reference = mirror(Ask.single("a"))) {
      source.sink("source").set("x");
      source.sink("source").set("y");
      assertThat(recorder.events()).containsExactly("added <x>", "added <y>", "removed <x>");
      assertThat(recorder.least()).isEqualTo(1);
    }
  }

  /** 7.2: more values than the limit allows: the others when there is room. */
  @Test
  void emitsResultsThatWereRefusedWhenThereIsRoom() {
    try (Reference<String> reference = mirror(Ask.single("a"))) {
      Value<String> x = emit("x");
      Value<String> y = emit("y");
      assertThat(recorder.live()).containsExactly("<x>");
      remove(x);
      assertThat(recorder.live()).containsExactly("<y>");
      remove(y);
      assertThat(recorder.live()).isEmpty();
    }
  }

  /** 23.10: idleness is mirrored. */
  @Test
  void isIdleWhenItsSourceIs() throws InterruptedException {
    try (Reference<String> reference = mirror(Ask.of("a"))) {
      Deferred<String> work = test.threads.promises().deferred();
      test.bus.addHandler(
          Handler.of(
              Ask.class,
              ask ->
                  ask.name().equals("source")
                      ? Resolver.async((scope, sink) -> work.getPromise())
                      : null));
      assertThat(reference.instance().state().idle()).isFalse();
      Promise<String> first = test.bus.first(Ask.of("a"), OneOff.UNTIL_IDLE);
      work.resolve("done");
      Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
      assertThat(Waits.failure(first).reason()).isEqualTo(Reason.NO_VALUE);
    }
  }

  /** 23.10: the failures of the source are shown, and no longer when they are over. */
  @Test
  void showsTheFailuresOfItsSource() throws InterruptedException {
    try (Reference<String> reference = mirror(Ask.of("a"))) {
      var failing =
          test.bus.addHandler(
              Handler.of(
                  Ask.class,
                  ask ->
                      ask.name().equals("source")
                          ? Resolver.inline(
                              sink -> {
                                throw new IllegalStateException("no luck");
                              })
                          : null));
      assertThat(reference.instance().failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure.summary()).contains("no luck"));
      BusException failure = Waits.failure(test.bus.first(Ask.of("a")));
      assertThat(failure.reason()).isEqualTo(Reason.RESOLVER_FAILED);
      emit("x");
      assertThat(recorder.live()).containsExactly("<x>");
      failing.close();
      assertThat(reference.instance().failures()).isEmpty();
      assertThat(recorder.live()).containsExactly("<x>");
    }
  }

  /** 23.10: an error of the function ends with it; W21: at the end all results go. */
  @Test
  void failsWithWhatTheTransformThrows() {
    try (Reference<String> reference = mirror(Ask.of("a"))) {
      emit("x");
      emit("bad");
      assertThat(recorder.events()).containsExactly("added <x>", "removed <x>");
      assertThat(reference.instance().failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure.summary()).contains("bad value"));
      assertThat(test.bus.directives()).hasSize(1);
    }
  }

  /** 23.10: disposed: that error. */
  @Test
  void failsWhenItsSourceIsDisposed() {
    try (Reference<String> reference = mirror(Ask.of("a"))) {
      emit("x");
      test.bus.add(Ask.of("source")).instance().close();
      assertThat(recorder.live()).isEmpty();
      assertThat(reference.instance().failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure.summary()).contains("was disposed"));
    }
  }

  /** 23.10, W21: what was made of a value is released once, with the value and at the end. */
  @Test
  void releasesWhatWasOpenedForEachValue() {
    Log log = new Log();
    test.bus.addHandler(source);
    answer(
        Resolvers.forEach(
            test.bus,
            Ask.of("source"),
            value ->
                value.equals("skip")
                    ? null
                    : Resolvers.opening(
                        (scope, lost) ->
                            new Held<>("<" + value + ">", () -> log.note("release " + value)))));
    try (Reference<String> reference = test.bus.add(Ask.of("a"), recorder)) {
      emit("skip");
      Value<String> x = emit("x");
      emit("y");
      Waits.until(() -> assertThat(recorder.live()).containsExactlyInAnyOrder("<x>", "<y>"));
      Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
      remove(x);
      assertThat(recorder.live()).containsExactly("<y>");
      Waits.until(() -> assertThat(log.entries()).containsExactly("release x"));
    }
    Waits.until(() -> assertThat(log.entries()).containsExactly("release x", "release y"));
  }

  /** 23.10: an error of the function ends with it. */
  @Test
  void failsWhenNoResolverCanBeMadeForAValue() {
    test.bus.addHandler(source);
    answer(
        Resolvers.forEach(
            test.bus,
            Ask.of("source"),
            value -> {
              if (value.equals("bad")) {
                throw new IllegalArgumentException("bad value");
              }
              return Resolver.of("<" + value + ">");
            }));
    try (Reference<String> reference = test.bus.add(Ask.of("a"), recorder)) {
      emit("x");
      assertThat(recorder.live()).containsExactly("<x>");
      emit("bad");
      assertThat(recorder.live()).isEmpty();
      assertThat(reference.instance().failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure.summary()).contains("bad value"));
    }
  }

  /** 6.3, 7.5: stopped by the limit and started again: watches once, and answers anew. */
  @Test
  void answersAnewAfterItWasStoppedByTheLimit() {
    Emitter other = new Emitter();
    test.bus.addHandler(other);
    AtomicReference<Deferred<String>> busy = new AtomicReference<>();
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask -> {
              if (!ask.name().equals("source")) {
                return null;
              }
              busy.set(test.threads.promises().deferred());
              return Resolver.async((scope, sink) -> busy.get().getPromise());
            }));
    answer(Resolvers.mirroring(test.bus, Ask.of("source"), MirroringTest::marked));
    try (Reference<String> reference = test.bus.add(Ask.single("a"), recorder)) {
      assertThat(test.bus.directives()).hasSize(2);
      other.sink("a").set("theirs");
      assertThat(test.bus.directives()).hasSize(1);
      other.sink("a").clear();
      assertThat(test.bus.directives()).hasSize(2);
      other.sink("source").set("x");
      assertThat(recorder.live()).containsExactly("<x>");
    }
  }

  /** Design 4.6: nothing of it is left when its controller ends. */
  @Test
  void endsWithItsController() {
    test.bus.addHandler(source);
    Owner owner = new Owner("controller");
    Bus own = new EngineBus(test.engine, owner);
    Variable<String> variable = Variable.of("v");
    own.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                switch (ask.name()) {
                  case "mirror" -> Resolvers.mirroring(own, Ask.of("source"));
                  case "each" -> Resolvers.forEach(own, Ask.of("source"), Resolver::of);
                  case "follow" -> Resolvers.following(variable);
                  default -> null;
                }));
    for (String name : List.of("mirror", "each", "follow")) {
      test.bus.add(Ask.of(name));
    }
    emit("x");
    owner.close();
    assertThat(owner.awaitEnd(Duration.ofSeconds(10))).isZero();
    assertThat(test.bus.directives())
        .allSatisfy(each -> assertThat(each.values()).isEmpty())
        .extracting(each -> each.directive())
        .containsExactly("Ask[mirror]", "Ask[each]", "Ask[follow]");
  }
}
