// SPDX-License-Identifier: Apache-2.0
package bus.runtime.doc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.Bus;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.Watch;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.ValueOptions;
import bus.api.snapshot.Reason;
import bus.runtime.BusRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The examples of docs/bus.md, and that they are these. */
class BusPageTest {

  @AutoClose private final BusRuntime runtime = BusRuntime.start();
  private final Bus bus = runtime.bus();
  private final Market market = new Market();

  record Price(String good) implements Directive<Integer> {

    @Override
    public void validate() {
      if (good.isBlank()) {
        throw new IllegalArgumentException("good must not be blank");
      }
    }
  }

  record Nearest(String good) implements Directive<String> {

    @Override
    public ValueOptions valueOptions() {
      return ValueOptions.SINGLE.withUnreferencedDelay(Duration.ofSeconds(30));
    }
  }

  /** Something that tells prices to listeners. */
  private static final class Market {

    private final Map<String, List<Consumer<Integer>>> listeners = new ConcurrentHashMap<>();

    Registration listen(String good, Consumer<Integer> listener) {
      List<Consumer<Integer>> all = listeners.computeIfAbsent(good, g -> new ArrayList<>());
      all.add(listener);
      return () -> all.remove(listener);
    }

    void quote(String good, int price) {
      List.copyOf(listeners.getOrDefault(good, List.of())).forEach(each -> each.accept(price));
    }
  }

  private void answerFromMarket() {
    bus.addHandler(
        Handler.of(
            Price.class,
            price ->
                Resolver.inline(
                    sink -> {
                      Registration listening = market.listen(price.good(), sink::set);
                      sink.onResolverRemoved(listening::close);
                    })));
  }

  @Test
  void equalDirectivesShareOneInstance() {
    Reference<Integer> one = bus.add(new Price("tea"));
    Reference<Integer> two = bus.add(new Price("tea"));
    assertThat(two.instance()).isSameAs(one.instance());
    assertThatThrownBy(() -> bus.add(new Price(" "))).hasMessage("good must not be blank");
  }

  @Test
  void aHandlerAnswersWithAResolver() throws Exception {
    Map<String, Integer> stock = Map.of("tea", 4);
    Registration shop =
        bus.addHandler(
            Handler.of(
                Price.class,
                price ->
                    stock.containsKey(price.good()) ? Resolver.of(stock.get(price.good())) : null));
    assertThat(bus.first(new Price("tea")).getValue()).isEqualTo(4);
    assertThat(bus.collect(new Price("silk"), OneOff.UNTIL_IDLE).getValue()).isEmpty();
    shop.close();
    assertThat(bus.collect(new Price("tea"), OneOff.UNTIL_IDLE).getValue()).isEmpty();
  }

  @Test
  void aValueIsKeptWhileItMayBeWantedAgain() {
    bus.addHandler(Handler.answeringInline(Nearest.class, nearest -> "corner shop"));
    Reference<String> reference = bus.add(new Nearest("tea"));
    reference.release();
    assertThat(bus.add(new Nearest("tea")).instance()).isSameAs(reference.instance());
  }

  @Test
  void aReferenceHearsEachValueOnce() {
    answerFromMarket();
    List<String> heard = new ArrayList<>();
    Reference<Integer> reference =
        bus.add(
            new Price("tea"),
            ReferenceHandler.of(price -> heard.add("+" + price), price -> heard.add("-" + price)));
    market.quote("tea", 4);
    market.quote("tea", 5);
    reference.release();
    market.quote("tea", 6);
    assertThat(heard).containsExactly("+4", "+5", "-4");
  }

  @Test
  void asksForOneOrAllOrTheLiveValues() throws Exception {
    answerFromMarket();
    AtomicReference<Optional<Integer>> latest = new AtomicReference<>(Optional.empty());
    Reference<Integer> kept = bus.add(new Price("tea"));
    market.quote("tea", 4);
    int price = bus.first(new Price("tea")).getValue();
    List<Integer> prices = bus.collect(new Price("tea"), OneOff.UNTIL_IDLE).getValue();
    try (Lease<Integer> lease = bus.acquire(new Price("tea"), OneOff.WAITING).getValue()) {
      assertThat(lease.valid()).isTrue();
    }
    try (Watch<Integer> watch = bus.watch(new Price("tea"), state -> latest.set(state.first()))) {
      market.quote("tea", 7);
      assertThat(watch.values()).containsExactly(7);
    }
    assertThat(price).isEqualTo(4);
    assertThat(prices).containsExactly(4);
    assertThat(latest.get()).contains(7);
    kept.release();
  }

  @Test
  void showsTheState() {
    answerFromMarket();
    Reference<Integer> reference = bus.add(new Price("tea"));
    market.quote("tea", 5);
    DirectiveState<Integer> state = reference.instance().state();
    assertThat(state.idle()).isTrue();
    assertThat(state.all()).containsExactly(5);
    assertThat(state.failures()).isEmpty();
  }

  @Test
  void endsWithItsLastReference() {
    AtomicBoolean over = new AtomicBoolean();
    Reference<Integer> reference = bus.add(new Price("tea"));
    reference.instance().onDisposed(() -> over.set(true));
    reference.release();
    assertThat(over).isTrue();
  }

  @Test
  void explainsWhyThereIsNoValue() {
    bus.addHandler(Handler.of(Price.class, price -> null));
    bus.add(new Price("tea"));
    assertThat(bus.explain(new Price("tea")).reasons())
        .extracting(Reason::kind)
        .containsExactly(Reason.Kind.NO_RESOLVER);
  }

  @Test
  void thePageShowsTheseExamples() throws Exception {
    Page page = new Page("bus.md", BusPageTest.class);
    assertThat(page.blocks()).hasSizeGreaterThan(8);
    page.hasItsBlocksFromTheTest();
  }
}
