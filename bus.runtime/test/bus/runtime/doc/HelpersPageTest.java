// SPDX-License-Identifier: Apache-2.0
package bus.runtime.doc;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Bus;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.controller.Resolves;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.api.helper.Coalescer;
import bus.api.helper.Current;
import bus.api.helper.Derived;
import bus.api.helper.Effects;
import bus.api.helper.Held;
import bus.api.helper.KeyedValues;
import bus.api.helper.References;
import bus.api.helper.Resolvers;
import bus.api.helper.Retry;
import bus.api.helper.SharedMap;
import bus.api.helper.Variable;
import bus.runtime.BusRuntime;
import bus.runtime.fixture.Waits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of docs/helpers.md, and that they are these. */
class HelpersPageTest {

  private static final Logger LOG = LoggerFactory.getLogger(HelpersPageTest.class);

  @AutoClose private final BusRuntime runtime = BusRuntime.start();
  private final Bus bus = runtime.bus();
  private final Set<String> table = new ConcurrentSkipListSet<>();

  record ReadTemperature(String room) implements Directive<Double> {}

  record ReadHumidity(String room) implements Directive<Double> {}

  record AssessComfort() implements Directive<Double> {}

  record Port(int number, boolean free) {}

  record FindPorts() implements Directive<Port> {}

  record Printer(String name, int queue) {}

  record FindPrinters() implements Directive<Printer> {}

  record FindRoutes() implements Directive<String> {}

  record FindGateway() implements Directive<String> {}

  record FindPeers() implements Directive<String> {}

  record Connect(URI address) implements Directive<Session> {}

  record Context(Bus bus) {}

  record Link(int age) {

    Link renewed() {
      return new Link(0);
    }
  }

  /** Something that is opened, lost and closed. */
  record Session(String name) implements AutoCloseable {

    static final List<String> OPEN = new CopyOnWriteArrayList<>();
    static final List<Runnable> LOSSES = new CopyOnWriteArrayList<>();

    static Session open(Object address, Runnable lost) {
      LOSSES.add(lost);
      OPEN.add(address.toString());
      return new Session(address.toString());
    }

    @Override
    public void close() {
      OPEN.remove(name);
    }
  }

  @BeforeEach
  void opensNothing() {
    Session.OPEN.clear();
    Session.LOSSES.clear();
  }

  private <V> Variable<V> offered(Class<? extends Directive<V>> type, V value) {
    Variable<V> variable = Variable.of(value);
    bus.addHandler(Handler.of(type, directive -> Resolvers.following(variable)));
    return variable;
  }

  @Test
  void followsTheValueThatCounts() throws Exception {
    Variable<Double> thermometer = offered(ReadTemperature.class, 20.0);
    List<Double> heard = new CopyOnWriteArrayList<>();
    List<Double> hot = new CopyOnWriteArrayList<>();
    Current<Double> warmth = Current.of(bus, new ReadTemperature("hall"));
    Optional<Double> now = warmth.get();
    warmth.onChange(value -> heard.add(value.orElse(-1.0)));
    warmth.when(degrees -> degrees > 26).onSuccess(hot::add);
    thermometer.set(27.0);
    warmth.close();
    assertThat(now).contains(20.0);
    assertThat(heard).containsExactly(20.0, 27.0, -1.0);
    Waits.until(() -> assertThat(hot).containsExactly(27.0));
  }

  @Test
  void choosesAmongValues() {
    offered(FindPorts.class, new Port(1, false));
    offered(FindPorts.class, new Port(2, true));
    Current<Port> port = Current.accepting(bus, new FindPorts(), Port::free);
    assertThat(port.get()).contains(new Port(2, true));
    Variable<Printer> first = offered(FindPrinters.class, new Printer("a", 3));
    offered(FindPrinters.class, new Printer("b", 5));
    Current<Printer> printer =
        Current.selecting(
            bus,
            new FindPrinters(),
            all -> all.stream().min(comparing(each -> each.value().queue())));
    assertThat(printer.get()).contains(new Printer("a", 3));
    first.set(new Printer("a", 9));
    assertThat(printer.get()).contains(new Printer("b", 5));
  }

  @Test
  void followsAVariable() {
    Link connected = new Link(7);
    Variable<Link> link = Variable.empty();
    link.set(connected);
    link.change(present -> present.map(Link::renewed));
    assertThat(link.get()).contains(new Link(0));
  }

  @Test
  void undoesWhatItDidForAValue() {
    Variable<String> offer = offered(FindRoutes.class, "north");
    Registration routes =
        Effects.each(
            bus,
            new FindRoutes(),
            route -> {
              table.add(route);
              return () -> table.remove(route);
            });
    offer.set("south");
    assertThat(table).containsExactly("south");
    routes.close();
    assertThat(table).isEmpty();
  }

  @Test
  void undoesTheOldForTheNew() {
    Variable<String> offer = offered(FindGateway.class, "one");
    Effects.current(bus, new FindGateway(), gateway -> entered(gateway));
    Effects.current(
        Current.selecting(bus, new FindGateway(), all -> all.stream().findFirst()),
        gateway -> entered("chosen " + gateway));
    offer.set("two");
    assertThat(table).containsExactly("chosen two", "two");
    offer.clear();
    assertThat(table).isEmpty();
  }

  private AutoCloseable entered(String entry) {
    table.add(entry);
    return () -> table.remove(entry);
  }

  @Test
  void takesItsTimeForAnEffect() {
    Variable<String> offer = offered(FindPeers.class, "one");
    Variable<Link> link = Variable.empty();
    Effects.eachBlocking(
        bus,
        new FindPeers(),
        (scope, peer) -> {
          Session session = connect(peer);
          return session::close;
        },
        Retry.DEFAULT);
    Waits.until(() -> assertThat(Session.OPEN).containsExactly("one"));
    offer.clear();
    Waits.until(() -> assertThat(Session.OPEN).isEmpty());
    Effects.currentBlocking(
        bus,
        link,
        (scope, present) -> {
          pump(present, scope);
          return null;
        });
    link.set(new Link(3));
    Waits.until(() -> assertThat(table).containsExactly("pumps 3"));
    link.clear();
    Waits.until(() -> assertThat(table).isEmpty());
  }

  private static Session connect(String peer) {
    return Session.open(peer, () -> {});
  }

  private void pump(Link link, Scope scope) throws InterruptedException {
    table.add("pumps " + link.age());
    try {
      scope.await();
    } finally {
      table.clear();
    }
  }

  @Resolves
  Resolver<Session> connect(Connect request) {
    return Resolvers.retrying(
        Resolvers.opening((scope, lost) -> Held.of(Session.open(request.address(), lost))),
        Retry.DEFAULT);
  }

  @Test
  void opensAgainWhatIsLost() {
    bus.addHandler(Handler.of(Connect.class, this::connect));
    Reference<Session> reference = bus.add(new Connect(URI.create("tcp:a")));
    Waits.until(() -> assertThat(reference.instance().state().all()).hasSize(1));
    Session.LOSSES.get(0).run();
    Waits.until(() -> assertThat(Session.LOSSES).hasSize(2));
    Waits.until(() -> assertThat(Session.OPEN).containsExactly("tcp:a"));
    reference.release();
    Waits.until(() -> assertThat(Session.OPEN).isEmpty());
  }

  @Test
  void keepsValuesByKey() {
    String peer = "north";
    Map<String, String> found = Map.of("b", "east", "c", "west");
    bus.addHandler(
        Handler.of(
            FindPeers.class,
            request ->
                Resolver.inline(
                    sink -> {
                      KeyedValues<String, String> peers = KeyedValues.on(sink);
                      peers.put("a", peer);
                      peers.remove("a");
                      peers.setAll(found);
                    })));
    assertThat(bus.add(new FindPeers()).instance().state().all())
        .containsExactlyInAnyOrder("east", "west");
  }

  @Test
  void filtersAndTransforms() throws Exception {
    Context context = new Context(bus);
    Duration limit = Duration.ofSeconds(20);
    offered(FindPorts.class, new Port(1, false));
    Derived derived = Derived.on(context.bus());
    Directive<Port> free = derived.filtered(new FindPorts(), Port::free);
    Promise<Port> found = bus.first(free, OneOff.WAITING.within(limit));
    Variable<Port> second = offered(FindPorts.class, new Port(2, true));
    assertThat(found.getValue()).isEqualTo(new Port(2, true));
    Promise<Lease<Port>> acquired = bus.acquire(free, OneOff.WAITING);
    try (Lease<Port> lease = acquired.getValue()) {
      assertThat(lease.valid()).isTrue();
    }
    Promise<List<Port>> all = bus.collect(free, OneOff.UNTIL_IDLE);
    assertThat(all.getValue()).containsExactly(new Port(2, true));
    Effects.each(bus, free, port -> entered("port " + port.number()));
    assertThat(table).containsExactly("port 2");
    Directive<Integer> numbers = derived.of(new FindPorts(), port -> Optional.of(port.number()));
    Directive<Session> sessions =
        derived.forEach(
            free,
            port -> Resolvers.opening((scope, lost) -> Held.of(Session.open(port.number(), lost))));
    assertThat(bus.collect(numbers, OneOff.UNTIL_IDLE).getValue()).containsExactly(1, 2);
    assertThat(bus.first(sessions, OneOff.WAITING.within(limit)).getValue().name()).isEqualTo("2");
    second.clear();
    assertThat(table).isEmpty();
  }

  @Test
  void opensOnceForAllWhoNeedIt() throws Exception {
    URI address = URI.create("tcp:a");
    SharedMap<URI, Session> sessions =
        SharedMap.of(
            bus,
            Duration.ofSeconds(10),
            key -> Resolvers.opening((scope, lost) -> Held.of(Session.open(key, lost))));
    try (Lease<Session> session = sessions.acquire(address).getValue()) {
      assertThat(session.value().name()).isEqualTo("tcp:a");
    }
    Current<Session> current = Current.of(bus, sessions.directive(address));
    Waits.until(() -> assertThat(current.get()).isPresent());
    assertThat(Session.LOSSES).hasSize(1);
    sessions.close();
    Waits.until(() -> assertThat(Session.OPEN).isEmpty());
  }

  @Test
  void computesFromSeveralSources() {
    Variable<Double> warm = offered(ReadTemperature.class, 20.0);
    offered(ReadHumidity.class, 0.5);
    bus.addHandler(Handler.of(AssessComfort.class, request -> Resolver.inline(this::assess)));
    Reference<Double> comfort = bus.add(new AssessComfort());
    assertThat(comfort.instance().state().all()).containsExactly(10.0);
    warm.set(30.0);
    assertThat(comfort.instance().state().all()).containsExactly(15.0);
  }

  private void assess(Sink<Double> sink) {
    Current<Double> temperature = Current.of(bus, new ReadTemperature("hall"));
    Current<Double> humidity = Current.of(bus, new ReadHumidity("hall"));
    Coalescer update = new Coalescer(() -> sink.set(judge(temperature.get(), humidity.get())));
    temperature.onChange(value -> update.run());
    humidity.onChange(value -> update.run());
    sink.onResolverRemoved(temperature::close);
    sink.onResolverRemoved(humidity::close);
  }

  private static double judge(Optional<Double> temperature, Optional<Double> humidity) {
    return temperature.orElse(0.0) * humidity.orElse(0.0);
  }

  @Test
  void passesOnWhatAReferenceIsTold() {
    offered(FindPorts.class, new Port(1, true));
    Directive<Port> directive = new FindPorts();
    List<Port> heard = new CopyOnWriteArrayList<>();
    ReferenceHandler<Port> handler = ReferenceHandler.of(heard::add, heard::remove);
    bus.add(directive, References.telling(LOG::debug, handler));
    bus.addHandler(
        Handler.of(
            AssessComfort.class,
            request ->
                Resolver.inline(
                    sink ->
                        bus.add(
                            directive,
                            References.into(sink, value -> Optional.of(value.number() / 2.0))))));
    assertThat(heard).containsExactly(new Port(1, true));
    assertThat(bus.add(new AssessComfort()).instance().state().all()).containsExactly(0.5);
  }

  @Test
  void thePageShowsTheseExamples() throws Exception {
    Page page = new Page("helpers.md", HelpersPageTest.class);
    assertThat(page.blocks()).hasSizeGreaterThan(8);
    page.hasItsLinesFromTheTest();
  }
}
