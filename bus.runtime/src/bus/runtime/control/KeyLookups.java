// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.KeyStatus;
import bus.api.controller.LookupConfigSet;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** Answers {@link LookupConfigSet}: tells how keys are doing, and keeps what they have. */
final class KeyLookups {

  private final ConfigWork context;

  KeyLookups(ConfigWork context) {
    this.context = context;
  }

  Handler handler() {
    return Handler.of(
        LookupConfigSet.class,
        directive -> Resolver.async((scope, sink) -> look(directive.keys(), sink)));
  }

  /** Returns what is resolved when all keys were looked at, and what was found has been told. */
  private Promise<Boolean> look(Set<String> keys, Sink<KeyStatus> sink) {
    Deferred<Boolean> looked = context.env().threads().promises().deferred();
    KeyTeller teller = new KeyTeller(context.env().threads(), sink, () -> {});
    Map<String, KeyLook> looks = new TreeMap<>();
    keys.forEach(key -> looks.put(key, new KeyLook(teller)));
    context
        .work()
        .submit(
            () -> {
              looks.forEach(this::begin);
              teller.then(() -> looked.resolve(true));
            });
    sink.onResolverRemoved(() -> context.work().submit(() -> looks.forEach(this::end)));
    return looked.getPromise();
  }

  private void begin(String key, KeyLook look) {
    if (!context.closing()) {
      context.keys().get(key).look(look);
    }
  }

  private void end(String key, KeyLook look) {
    ConfigKey state = context.keys().find(key);
    if (!context.closing() && state != null) {
      state.release(look);
      context.keys().drop(key);
    }
  }
}
