// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.BusException;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.snapshot.DirectiveSnapshot.ResolverState;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who is asked about what, and when. */
class HandlerDispatchTest {

  @AutoClose private final TestBus test = new TestBus();

  /** 4.1, 4.5, 33.6. */
  @Test
  void asksALateHandlerOnceAndTakesOnlyItsValuesWhenItGoes() {
    Emitter early = new Emitter();
    Emitter late = new Emitter();
    Recorder<String> recorder = new Recorder<>();
    test.bus.addHandler(early);
    test.bus.add(Ask.of("a"), recorder);
    early.sink("a").add("early");
    Registration registration = test.bus.addHandler(late);
    late.sink("a").add("late");
    test.bus.add(Ask.of("a"));

    assertThat(late.asked()).containsExactly("a");
    registration.close();
    registration.close();
    assertThat(recorder.events()).containsExactly("added early", "added late", "removed late");
    assertThat(late.sink("a").add("more")).isEmpty();
    test.bus.add(Ask.of("b"));
    assertThat(late.asked()).containsExactly("a");
    assertThat(early.asked()).containsExactly("a", "b");
  }

  /** 4.7, 33.7, W14. */
  @Test
  void attachesNothingOfAHandlerThatIsRemovedWhileItIsAsked() {
    AtomicInteger ran = new AtomicInteger();
    AtomicReference<Registration> registration = new AtomicReference<>();
    registration.set(
        test.bus.addHandler(
            new TestHandler(
                Ask.class,
                instance -> {
                  registration.get().close();
                  return List.of(Resolver.<String>inline(sink -> ran.incrementAndGet()));
                })));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    assertThat(ran).hasValue(0);
    assertThat(test.bus.directives().get(0).resolvers()).isEmpty();
    assertThat(reference.instance().state().idle()).isTrue();
  }

  /** 4.7: the same when the handler is the one that comes late. */
  @Test
  void attachesNothingToAnInstanceThatIsDisposedWhileALateHandlerIsAsked() {
    AtomicInteger ran = new AtomicInteger();
    Reference<String> reference = test.bus.add(Ask.of("a"));
    test.bus.addHandler(
        new TestHandler(
            Ask.class,
            instance -> {
              reference.release();
              return List.of(Resolver.<String>inline(sink -> ran.incrementAndGet()));
            }));
    assertThat(ran).hasValue(0);
    assertThat(test.bus.directives()).isEmpty();
  }

  private interface Noted extends Directive<String> {}

  private record Memo(String text) implements Noted {}

  /** W34, design 4.2. */
  @Test
  void offersADirectiveToHandlersOfItsTypeAndSupertypesOnlyOnceEach() {
    List<String> asked = new ArrayList<>();
    addNaming("ask", asked, Set.of(Ask.class));
    addNaming("memo", asked, Set.of(Memo.class));
    addNaming("noted", asked, Set.of(Noted.class));
    addNaming("all", asked, Set.of(Directive.class));
    addNaming("twice", asked, Set.of(Memo.class, Noted.class, Directive.class));

    test.bus.add(new Memo("m"));
    assertThat(asked).containsExactly("memo", "noted", "all", "twice");
    asked.clear();
    test.bus.add(Ask.of("a"));
    assertThat(asked).containsExactly("ask", "all", "twice");
    asked.clear();
    addNaming("late", asked, Set.of(Noted.class, Directive.class));
    assertThat(asked).containsExactly("late", "late");
  }

  private void addNaming(String name, List<String> asked, Set<Class<?>> types) {
    test.bus.addHandler(
        new Handler() {
          @Override
          public Set<Class<?>> directiveTypes() {
            return types;
          }

          @Override
          public List<Resolver<?>> handle(Instance<?> instance) {
            asked.add(name);
            return List.of();
          }
        });
  }

  /** 4.6: a handler without a type would never be asked. */
  @Test
  void refusesAHandlerWithoutATypeOrOnAClosedBus() {
    assertThatThrownBy(() -> addNaming("none", new ArrayList<>(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no directive type");
    test.engine.close();
    assertThatThrownBy(() -> test.bus.addHandler(new Emitter())).isInstanceOf(BusException.class);
  }

  /** 3.7, 4.2, 10.1, 33.16. */
  @Test
  void goesOnWithOtherHandlersWhenOneThrows() {
    Emitter good = new Emitter();
    test.bus.addHandler(
        new TestHandler(
            Ask.class,
            instance -> {
              throw new StackOverflowError("handler");
            }));
    test.bus.addHandler(good);
    Reference<String> reference = test.bus.add(Ask.of("a"));
    assertThat(good.asked()).containsExactly("a");
    assertThat(reference.instance().failures()).isEmpty();
    test.bus.addHandler(
        new TestHandler(
            Ask.class,
            instance -> {
              throw new IllegalStateException("late handler");
            }));
    assertThat(test.bus.directives().get(0).resolvers()).hasSize(1);
  }

  /** 4.6: nulls among the resolvers are dropped. */
  @Test
  void toleratesHandlersThatAnswerNull() {
    test.bus.addHandler(new TestHandler(Ask.class, instance -> null));
    test.bus.addHandler(Handler.of(Ask.class, ask -> null));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    assertThat(reference.instance().state().idle()).isTrue();
    assertThat(test.bus.directives().get(0).resolvers()).isEmpty();
  }

  /** 3.9: while handlers are asked the instance is visible, and not idle (8.3). */
  @Test
  void letsOthersJoinAnInstanceWhileItsHandlersAreAsked() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    test.bus.addHandler(
        new TestHandler(
            Ask.class,
            instance -> {
              asked.countDown();
              Waits.on(goOn);
              return List.of(Resolver.of("v"));
            }));
    Recorder<String> recorder = new Recorder<>();
    test.threads.start("adder", () -> test.bus.add(Ask.of("a")));
    Waits.on(asked);
    Reference<String> joined = test.bus.add(Ask.of("a"), recorder);
    assertThat(joined.instance().state().idle()).isFalse();
    goOn.countDown();
    Waits.until(() -> assertThat(recorder.events()).containsExactly("added v"));
    Waits.until(() -> assertThat(joined.instance().state().idle()).isTrue());
    assertThat(test.bus.directives()).hasSize(1);
  }

  /** W4, 33.26. */
  @Test
  void allowsEveryCallOfTheBusWhileAHandlerIsAsked() {
    Emitter inner = new Emitter();
    test.bus.addHandler(
        new TestHandler(
            Ask.class,
            instance -> {
              if (((Ask) instance.directive()).name().equals("outer")) {
                test.bus.addHandler(inner);
                try (Reference<String> nested = test.bus.add(Ask.of("nested"))) {
                  assertThat(test.bus.directives()).hasSize(2);
                  assertThat(nested.instance().state().disposed()).isFalse();
                }
              }
              return List.of();
            }));
    test.bus.add(Ask.of("outer"));
    assertThat(inner.asked()).containsExactlyInAnyOrder("nested", "outer");
  }

  /** 4.5, W32: what a snapshot shows. */
  @Test
  void showsLiveDirectivesAsText() {
    Emitter emitter = new Emitter();
    test.engine.addHandlers(List.of(emitter), "acme/owner");
    Reference<String> reference = test.bus.add(Ask.of("a"));
    reference.instance().addWeakReference(new Recorder<>());
    emitter.sink("a").add("v");
    var shown = test.bus.directives().get(0);
    assertThat(shown.type()).isEqualTo(Ask.class.getName());
    assertThat(shown.directive()).isEqualTo("Ask[a]");
    assertThat(shown.idle()).isTrue();
    assertThat(shown.strongReferences()).isEqualTo(1);
    assertThat(shown.weakReferences()).isEqualTo(1);
    assertThat(shown.values()).hasSize(1);
    assertThat(shown.values().get(0).value()).isEqualTo("v");
    assertThat(shown.values().get(0).owner()).isEqualTo("acme/owner");
    assertThat(shown.resolvers().get(0).state()).isEqualTo(ResolverState.ENDED);
    assertThat(shown.resolvers().get(0).owner()).isEqualTo("acme/owner");
  }
}
