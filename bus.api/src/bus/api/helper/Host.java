// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.ValueOptions;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Answers directives of its own: nobody else answers them, and it answers no others. */
final class Host implements Handler, Registration {

  private final String what;
  private final Registration registration;
  private volatile boolean closed;

  Host(Bus bus, String what) {
    this.what = what;
    this.registration = bus.addHandler(this);
  }

  /** Makes a directive of this host; those with equal keys are one request. */
  <V> Directive<V> directive(
      Object key, ValueOptions options, Supplier<? extends Resolver<V>> resolver) {
    return new Own<>(this, key, options, resolver);
  }

  boolean closed() {
    return closed;
  }

  @Override
  public Set<Class<?>> directiveTypes() {
    return Set.of(Own.class);
  }

  @Override
  public List<? extends Resolver<?>> handle(Instance<?> instance) {
    if (!(instance.directive() instanceof Own<?> own) || own.host != this) {
      return List.of();
    }
    return own.options.unreferencedDelay().isZero()
        ? List.of(resolver(own))
        : List.of(lastOut(instance), resolver(own));
  }

  /** An instance that is only kept for a while would keep the code of this host for as long. */
  private static Resolver<Object> lastOut(Instance<?> instance) {
    return Resolver.inline(
        sink -> sink.onResolverRemoved(() -> instance.closeIfUnreferenced(true)));
  }

  /** A failure is made one of the resolver, so that those who wait for a value see it. */
  private static <V> Resolver<V> resolver(Own<V> own) {
    try {
      return own.resolver.get();
    } catch (RuntimeException | LinkageError failed) {
      return Resolver.inline(
          sink -> {
            throw failed;
          });
    }
  }

  @Override
  public void close() {
    closed = true;
    registration.close();
  }

  @Override
  public String toString() {
    return what;
  }

  private static final class Own<V> implements Directive<V> {

    private final Host host;
    private final Object key;
    private final ValueOptions options;
    private final Supplier<? extends Resolver<V>> resolver;

    private Own(
        Host host, Object key, ValueOptions options, Supplier<? extends Resolver<V>> resolver) {
      this.host = host;
      this.key = key;
      this.options = options;
      this.resolver = resolver;
    }

    @Override
    public Object mergeKey() {
      return List.of(host, key);
    }

    @Override
    public ValueOptions valueOptions() {
      return options;
    }

    @Override
    public String toString() {
      return host.what + " of " + key;
    }
  }
}
