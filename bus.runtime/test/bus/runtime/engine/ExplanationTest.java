// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Bus;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.ValueOptions;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ReferenceSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverKind;
import bus.api.snapshot.DirectiveSnapshot.ResolverState;
import bus.api.snapshot.Explanation;
import bus.api.snapshot.OwnerSnapshot;
import bus.api.snapshot.Reason;
import bus.api.snapshot.Reason.Kind;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Deferred;

/** Why a directive is as it is, and what a bus looks like. */
class ExplanationTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Bus bus = test.bus;

  private static List<Kind> kinds(Explanation explanation) {
    return explanation.reasons().stream().map(Reason::kind).toList();
  }

  private Bus busOf(String owner) {
    return new EngineBus(test.engine, new Owner(owner));
  }

  private Explanation explain(Reference<?> reference) {
    return bus.explain(reference.instance().id()).orElseThrow();
  }

  @Test
  void saysThatNobodyAsksAndWhoWouldBeAsked() {
    bus.addHandler(Handler.answeringInline(Ask.class, Ask::name));
    Explanation explanation = bus.explain(Ask.of("a"));
    assertThat(explanation.live()).isNull();
    assertThat(kinds(explanation)).containsExactly(Kind.NOT_LIVE);
    assertThat(explanation.handlers())
        .singleElement()
        .satisfies(handler -> assertThat(handler.types()).containsExactly(Ask.class.getName()));
    assertThat(bus.directives()).isEmpty();
    assertThat(bus.explain(99)).isEmpty();
  }

  @Test
  void saysThatNoHandlerTakesTheType() {
    Reference<String> reference = bus.add(Ask.of("a"));
    assertThat(kinds(explain(reference))).containsExactly(Kind.NO_HANDLER);
    assertThat(explain(reference).text())
        .isEqualTo(
            """
            #1 Ask[a]  (bus.runtime.fixture.Ask)
              wanted by bus
              - no handler on the bus takes bus.runtime.fixture.Ask\
            """);
  }

  @Test
  void saysWhoAnsweredWhat() {
    busOf("acme/none").addHandler(Handler.of(Ask.class, ask -> null));
    busOf("acme/empty").addHandler(Handler.answeringInline(Ask.class, ask -> null));
    busOf("acme/value").addHandler(Handler.answeringInline(Ask.class, Ask::name));
    Registration failing =
        busOf("acme/broken")
            .addHandler(
                Handler.of(
                    Ask.class,
                    ask -> {
                      throw new IllegalStateException("no route");
                    }));
    Reference<String> reference = bus.add(Ask.of("a"));
    assertThat(explain(reference).reasons())
        .extracting(Reason::text)
        .containsExactly(
            "it has 1 value",
            "acme/none was asked and does not answer it",
            "acme/broken failed when it was asked: IllegalStateException: no route",
            "the inline resolver of acme/empty has ended and has no value");
    failing.close();
    assertThat(kinds(explain(reference))).doesNotContain(Kind.HANDLER_FAILED);
  }

  @Test
  void saysThatAResolverIsLookingOrWaitingOrHasFailed() {
    busOf("acme/slow")
        .addHandler(
            Handler.of(
                Ask.class,
                ask ->
                    Resolver.blocking(
                        (scope, sink) -> {
                          sink.markIdle(ask.name().equals("idle"));
                          if (ask.name().equals("bad")) {
                            throw new IllegalStateException("port in use");
                          }
                          scope.await();
                        })));
    Reference<String> looking = bus.add(Ask.of("a"));
    Reference<String> waiting = bus.add(Ask.of("idle"));
    Reference<String> failed = bus.add(Ask.of("bad"));
    assertThat(explain(looking).reasons())
        .containsExactly(
            new Reason(Kind.LOOKING, "the blocking resolver of acme/slow is looking for values"));
    Waits.until(() -> assertThat(kinds(explain(waiting))).containsExactly(Kind.WAITING));
    Waits.until(
        () ->
            assertThat(explain(failed).reasons())
                .containsExactly(
                    new Reason(
                        Kind.RESOLVER_FAILED,
                        "the blocking resolver of acme/slow failed: IllegalStateException: port in"
                            + " use")));
  }

  @Test
  void saysThatThereAreEnoughValues() {
    busOf("acme/first").addHandler(Handler.answeringInline(Ask.class, Ask::name));
    Reference<String> reference = bus.add(Ask.single("a"));
    busOf("acme/second").addHandler(Handler.answeringInline(Ask.class, Ask::name));
    assertThat(explain(reference).live().full()).isTrue();
    assertThat(kinds(explain(reference))).containsExactly(Kind.ANSWERED, Kind.FULL);
  }

  @Test
  void saysThatNobodyRefersToItAndUntilWhenItIsKept() {
    Ask kept = new Ask("a", ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofMinutes(10)));
    Reference<String> reference = bus.add(kept);
    assertThat(explain(reference).live().disposal()).isNull();
    reference.release();
    Explanation explanation = bus.explain(kept);
    assertThat(kinds(explanation)).containsExactly(Kind.UNREFERENCED, Kind.NO_HANDLER);
    assertThat(explanation.live().disposal())
        .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(601));
    assertThat(explanation.text()).contains("wanted by nobody");
    reference.instance().close();
  }

  @Test
  void followsWhatTheOwnerOfAResolverWaitsFor() {
    Bus middle = busOf("acme/middle");
    middle.addHandler(Handler.of(Ask.class, ask -> ask.name().equals("a") ? waiting() : null));
    Reference<String> asked = bus.add(Ask.of("a"));
    middle.add(Ask.of("b"));
    Explanation explanation = explain(asked);
    assertThat(kinds(explanation)).containsExactly(Kind.LOOKING, Kind.DEPENDS);
    assertThat(explanation.text())
        .isEqualTo(
            """
            #1 Ask[a]  (bus.runtime.fixture.Ask)
              wanted by bus
              - the async resolver of acme/middle is looking for values
              - acme/middle waits for #2, which has no value: Ask[b]
              #2 Ask[b]  (bus.runtime.fixture.Ask)
                wanted by acme/middle
                - acme/middle was asked and does not answer it\
            """);
  }

  private static Resolver<String> waiting() {
    return Resolver.async((scope, sink) -> new Deferred<String>().getPromise());
  }

  @Test
  void seesThatTwoWaitForEachOther() {
    Bus one = busOf("acme/one");
    Bus two = busOf("acme/two");
    one.addHandler(Handler.of(Ask.class, ask -> ask.name().equals("a") ? waiting() : null));
    two.addHandler(Handler.of(Ask.class, ask -> ask.name().equals("b") ? waiting() : null));
    Reference<String> first = one.add(Ask.of("b"));
    two.add(Ask.of("a"));
    Explanation explanation = explain(first);
    assertThat(kinds(explanation)).contains(Kind.DEPENDS);
    Explanation inner = explanation.dependencies().get(0).explanation();
    assertThat(kinds(inner)).contains(Kind.CIRCLE);
    assertThat(explanation.text()).contains("acme/one waits for #1, which waits for this: Ask[b]");
  }

  @Test
  void showsKeysReferencesAndResolversWithTheirOwnersAndAge() {
    Instant before = Instant.now().minusMillis(1);
    busOf("acme/answer")
        .addHandler(
            Handler.of(
                Ask.class,
                ask ->
                    Resolver.inline(
                        sink -> {
                          sink.add("x");
                          sink.attach(Resolver.of("y"));
                        })));
    Reference<String> reference = busOf("acme/asker").add(Ask.of("a"));
    reference.instance().addWeakReference(ReferenceHandler.none());
    DirectiveSnapshot shown = bus.directives().get(0);
    assertThat(shown.key()).isEqualTo("a");
    assertThat(shown.created()).isBetween(before, Instant.now());
    assertThat(shown.references())
        .containsExactlyInAnyOrder(
            new ReferenceSnapshot("acme/asker", false), new ReferenceSnapshot("bus", true));
    assertThat(shown.resolvers())
        .extracting(each -> each.owner() + " " + each.parent())
        .containsExactly("acme/answer -1", "acme/answer 0");
    assertThat(shown.resolvers())
        .allSatisfy(
            each -> {
              assertThat(each.kind()).isEqualTo(ResolverKind.INLINE);
              assertThat(each.state()).isEqualTo(ResolverState.ENDED);
            });
    assertThat(shown.values())
        .extracting(each -> each.value() + " " + each.resolver())
        .containsExactly("x 0", "y 1");
  }

  /** Design 4.6: the tree of owners. */
  @Test
  void showsWhatEachOwnerHandlesAsksAndAnswers() {
    Bus own = busOf("acme/both");
    own.addHandler(Handler.answeringInline(Ask.class, Ask::name));
    own.add(Ask.of("a"));
    bus.add(Ask.of("b"));
    assertThat(bus.snapshot().owners())
        .containsExactly(
            new OwnerSnapshot("acme/both", List.of(1L), List.of(1L), List.of(1L, 2L)),
            new OwnerSnapshot("bus", List.of(), List.of(2L), List.of()));
  }
}
