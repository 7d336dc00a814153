// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import bus.api.codec.Codecs;
import bus.api.codec.DirectiveCodec;
import bus.api.directive.AsyncResolver;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.runtime.codec.Wire.Kind;
import bus.runtime.codec.Wire.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** The near end of a remote bus: has directives of the types given answered over a wire. */
final class RemoteAsker implements Handler {

  private final Wire wire;
  private final Codecs codecs;
  private final Set<Class<?>> types;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Request<?, ?>> requests = new ConcurrentHashMap<>();

  RemoteAsker(Wire wire, Codecs codecs, Set<Class<?>> types) {
    this.wire = wire;
    this.codecs = codecs;
    this.types = types;
  }

  @Override
  public Set<Class<?>> directiveTypes() {
    return types;
  }

  @Override
  public List<Resolver<?>> handle(Instance<?> instance) {
    return List.of(request(instance.directive()));
  }

  @SuppressWarnings("unchecked") // getClass of a directive is the class of that directive
  private <V, D extends Directive<V>> Resolver<V> request(Directive<V> directive) {
    DirectiveCodec<V, D> codec = codecs.byType((Class<D>) directive.getClass()).orElseThrow();
    return new Request<>(this, codec, (D) directive);
  }

  /** Works off what comes over the wire until it ends; on a thread of its own. */
  void listen() throws InterruptedException {
    for (Message message = wire.receive(); message.kind() != Kind.END; message = wire.receive()) {
      Request<?, ?> request = requests.get(message.request());
      if (request != null) {
        request.heard(message);
      }
    }
  }

  int open() {
    return requests.size();
  }

  /** A directive that is wanted of the other side. */
  private static final class Request<V, D extends Directive<V>> implements AsyncResolver<V> {

    private final RemoteAsker asker;
    private final DirectiveCodec<V, D> codec;
    private final D directive;
    private final Map<Long, Value<V>> values = new ConcurrentHashMap<>();
    private final Deferred<Void> done =
        new PromiseFactory(PromiseFactory.inlineExecutor()).deferred();
    private volatile Sink<V> sink;

    Request(RemoteAsker asker, DirectiveCodec<V, D> codec, D directive) {
      this.asker = asker;
      this.codec = codec;
      this.directive = directive;
    }

    @Override
    public Promise<?> resolve(Scope scope, Sink<V> begun) {
      sink = begun;
      long number = asker.numbers.incrementAndGet();
      asker.requests.put(number, this);
      asker.wire.send(new Message(Kind.ASK, number, 0, codec.typeName(), codec.encode(directive)));
      scope.onCancel(
          () -> {
            asker.requests.remove(number);
            asker.wire.send(Message.of(Kind.DROP, number, 0));
          });
      return done.getPromise();
    }

    void heard(Message message) {
      switch (message.kind()) {
        case ADDED ->
            sink.add(codec.decodeValue(message.bytes()))
                .ifPresent(value -> values.put(message.number(), value));
        case REMOVED -> sink.remove(values.remove(message.number()));
        case IDLE -> sink.markIdle(message.number() == 1);
        default -> done.fail(new IllegalStateException(message.text()));
      }
    }
  }
}
