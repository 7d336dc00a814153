// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import bus.api.Bus;
import bus.api.codec.CodecException;
import bus.api.codec.Codecs;
import bus.api.codec.DirectiveCodec;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;
import bus.runtime.codec.Wire.Kind;
import bus.runtime.codec.Wire.Message;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The far end of a remote bus: adds what is asked for to its bus, and tells what comes of it. */
final class RemoteAnswerer {

  private final Wire wire;
  private final Codecs codecs;
  private final Bus bus;
  private final Map<Long, Reference<?>> requests = new ConcurrentHashMap<>();

  RemoteAnswerer(Wire wire, Codecs codecs, Bus bus) {
    this.wire = wire;
    this.codecs = codecs;
    this.bus = bus;
  }

  /** Works off what comes over the wire until it ends; on a thread of its own. */
  void listen() throws InterruptedException {
    for (Message message = wire.receive(); message.kind() != Kind.END; message = wire.receive()) {
      if (message.kind() == Kind.ASK) {
        ask(message);
      } else {
        Reference<?> dropped = requests.remove(message.request());
        if (dropped != null) {
          dropped.release();
        }
      }
    }
    requests.values().forEach(Reference::release);
  }

  private void ask(Message message) {
    try {
      DirectiveCodec<?, ?> codec =
          codecs
              .byName(message.text())
              .orElseThrow(
                  () -> new CodecException(message.text(), "unknown type " + message.text()));
      add(codec, message);
    } catch (CodecException | IllegalArgumentException refused) {
      String why = String.valueOf(refused.getMessage());
      wire.send(new Message(Kind.REFUSED, message.request(), 0, why, new byte[0]));
    }
  }

  private <V, D extends Directive<V>> void add(DirectiveCodec<V, D> codec, Message message) {
    long number = message.request();
    Reference<V> reference =
        bus.add(
            codec.decode(message.bytes()),
            new ReferenceHandler<V>() {
              @Override
              public void added(Value<? extends V> value) {
                byte[] bytes = codec.encodeValue(value.value());
                wire.send(new Message(Kind.ADDED, number, value.id(), "", bytes));
              }

              @Override
              public void removed(Value<? extends V> value) {
                wire.send(Message.of(Kind.REMOVED, number, value.id()));
              }
            });
    requests.put(number, reference);
    reference
        .instance()
        .onState(state -> wire.send(Message.of(Kind.IDLE, number, state.idle() ? 1 : 0)));
  }
}
