// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.Bus;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.Watch;
import bus.api.config.ConfigSet;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.Controller;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.Controllers;
import bus.api.controller.FactorySnapshot;
import bus.api.controller.PlannedChange;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.snapshot.BusSnapshot;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.util.promise.Promise;

/** A bus that can only be looked at. */
record FakeBus(
    List<DirectiveSnapshot> directives,
    List<ControllerSnapshot> controllers,
    List<FactorySnapshot> factories)
    implements Bus, Controllers {
  static final FakeBus SAMPLE =
      new FakeBus(
          List.of(Samples.ANSWERED, Samples.UNANSWERED, Samples.FAILED),
          List.of(Samples.RUNNING, Samples.BACKING_OFF),
          List.of(Samples.FACTORY));

  @Override
  public <V> Reference<V> add(Directive<V> directive, ReferenceHandler<? super V> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V> Promise<V> first(Directive<V> directive, OneOff options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V> Promise<Lease<V>> acquire(Directive<V> directive, OneOff options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V> Promise<List<V>> collect(Directive<V> directive, OneOff options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V> Watch<V> watch(Directive<V> directive, Consumer<? super DirectiveState<V>> onChange) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Registration addHandler(Handler handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Registration bridge(Bus target, Predicate<? super Directive<?>> filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BusSnapshot snapshot() {
    return new BusSnapshot(directives, List.of(Samples.HANDLER));
  }

  @Override
  public Explanation explain(Directive<?> directive) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Explanation> explain(long id) {
    return directives.stream()
        .filter(directive -> directive.id() == id)
        .findFirst()
        .map(live -> new Explanation(live.type(), live.directive(), live, List.of(), List.of()));
  }

  @Override
  public ControllerHandle add(ControllerInfo info, Controller controller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <C extends Record, K extends Controller> ControllerHandle add(
      ControllerFactory<C, K> factory, C config) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Registration onStatus(Consumer<? super ControllerSnapshot> listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AppliedConfigSet> applied() {
    return List.of(Samples.APPLIED);
  }

  @Override
  public List<PlannedChange> plan(ConfigSet old, ConfigSet next) {
    throw new UnsupportedOperationException();
  }
}
