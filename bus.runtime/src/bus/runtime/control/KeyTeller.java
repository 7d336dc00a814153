// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.KeyStatus;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.runtime.engine.Threads;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the status of keys to whoever asked for them, in a work of its own: a listener that blocks
 * holds up nothing but what it is told itself. Thread-safe.
 */
final class KeyTeller {

  private final Sink<KeyStatus> sink;
  private final SerialWork work;
  private final Runnable onFirst;
  private final Map<String, Value<KeyStatus>> values = new HashMap<>();

  /** The callback is called when a key has been told for the first time. */
  KeyTeller(Threads threads, Sink<KeyStatus> sink, Runnable onFirst) {
    this.sink = sink;
    this.onFirst = onFirst;
    this.work = new SerialWork(threads, "status of keys");
  }

  /** Tells a status in the place of what was told of the key before. */
  void tell(KeyStatus latest) {
    work.submit(() -> tellNow(latest));
  }

  private void tellNow(KeyStatus latest) {
    Value<KeyStatus> before = values.get(latest.key());
    if (before != null) {
      sink.replace(before, latest).ifPresent(value -> values.put(latest.key(), value));
      return;
    }
    sink.add(latest).ifPresent(value -> values.put(latest.key(), value));
    onFirst.run();
  }

  /** Does something when all has been told. */
  void then(Runnable piece) {
    work.submit(piece);
  }
}
