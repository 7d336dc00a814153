// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

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
import bus.api.snapshot.BusSnapshot;
import bus.api.snapshot.Explanation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Promise;

/** The bus as one owner sees it: what is added through it ends with that owner. */
public final class EngineBus implements Bus {

  private final DirectiveEngine engine;
  private final @Nullable Owner owner;

  /**
   * Creates a view of a bus.
   *
   * @param engine the bus itself
   * @param owner who owns what is added, or null if only the bus does
   */
  public EngineBus(DirectiveEngine engine, @Nullable Owner owner) {
    this.engine = engine;
    this.owner = owner;
  }

  Threads threads() {
    return engine.threads();
  }

  @Nullable Owner owner() {
    return owner;
  }

  boolean closed() {
    return engine.closed();
  }

  @Override
  public <V> Reference<V> add(Directive<V> directive, ReferenceHandler<? super V> handler) {
    checkOpen();
    return engine.add(directive, handler, owner);
  }

  @Override
  public <V> Reference<V> add(Directive<V> directive) {
    return add(directive, NoHandler.INSTANCE);
  }

  @Override
  public <V> Promise<V> first(Directive<V> directive, OneOff options) {
    return OneOffCall.first(this, directive, options);
  }

  @Override
  public <V> Promise<Lease<V>> acquire(Directive<V> directive, OneOff options) {
    return LeaseCall.acquire(this, directive, options);
  }

  @Override
  public <V> Promise<List<V>> collect(Directive<V> directive, OneOff options) {
    return OneOffCall.collect(this, directive, options);
  }

  @Override
  public <V> Watch<V> watch(Directive<V> directive, Consumer<? super DirectiveState<V>> onChange) {
    Reference<V> reference = add(directive);
    Holds holds = new Holds();
    holds.add(reference::release);
    if (owner != null) {
      holds.addTo(owner, holds);
    }
    holds.add(reference.instance().onState(onChange));
    return new ReferenceWatch<>(reference, holds);
  }

  @Override
  public Registration addHandler(Handler handler) {
    checkOpen();
    String name = owner == null ? Foreign.describe(handler) : owner.name();
    AttachedHandlers attached = engine.addHandlers(List.of(handler), name);
    if (owner == null) {
      return attached;
    }
    owner.own(attached);
    return () -> {
      attached.close();
      owner.forget(attached);
    };
  }

  @Override
  public Registration bridge(Bus target, Predicate<? super Directive<?>> filter) {
    Objects.requireNonNull(filter, "filter");
    if (!(target instanceof EngineBus other)) {
      throw new IllegalArgumentException(
          "target must be a bus of this implementation: " + Foreign.describe(target));
    }
    if (other.engine == engine) {
      throw new IllegalArgumentException("target must be another bus than this one");
    }
    return addHandler(new Bridge(engine, other.engine, filter));
  }

  @Override
  public BusSnapshot snapshot() {
    return new Looker(engine).snapshot();
  }

  @Override
  public Explanation explain(Directive<?> directive) {
    return new Looker(engine).explain(directive);
  }

  @Override
  public Optional<Explanation> explain(long id) {
    return new Looker(engine).explain(id);
  }

  private void checkOpen() {
    if (owner != null) {
      owner.checkOpen();
    }
  }
}
