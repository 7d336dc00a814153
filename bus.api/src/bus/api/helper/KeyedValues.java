// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Sink;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A view of a sink by keys: at most one value for each key, replaced in one step when it changes
 * and left alone when it is set to an equal one.
 *
 * <pre>{@code
 * KeyedValues<String, Peer> peers = KeyedValues.on(sink);
 * discovery.onFound(peer -> peers.put(peer.id(), peer));
 * discovery.onLost(peers::remove);
 * }</pre>
 *
 * <p>Thread-safe, also if several threads change one key; no lock is held while the sink is called.
 * A change is made on the calling thread, or on one that is making changes at that moment; then it
 * is made soon after the call returns. When several changes are made at once, and some keys go
 * while others come, values of the former are replaced by values of the latter. A value that the
 * sink refuses because it is full is emitted when there is room. Values that the sink had before
 * count as those of keys that go with the first change.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values; {@link Object#equals} says what is a change
 */
public final class KeyedValues<K, V> {

  private final Emission<K, V, ?> emission;

  private KeyedValues(Emission<K, V, ?> emission) {
    this.emission = emission;
  }

  /**
   * Makes a view.
   *
   * @param sink where values go; nothing else should use it
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @return the view
   */
  public static <K, V> KeyedValues<K, V> on(Sink<V> sink) {
    return new KeyedValues<>(new Emission<K, V, V>(sink, Optional::of));
  }

  /**
   * Makes a view that emits what a function makes of the values.
   *
   * @param sink where results go; nothing else should use it
   * @param transform gives the result of a value, empty to emit nothing; must not block
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @param <R> the type of the results
   * @return the view
   */
  public static <K, V, R> KeyedValues<K, V> on(
      Sink<R> sink, Function<? super V, Optional<R>> transform) {
    return new KeyedValues<>(new Emission<K, V, R>(sink, transform));
  }

  /**
   * Sets the value of a key.
   *
   * @param key the key
   * @param value the value
   * @throws RuntimeException what the transform throws; then nothing has changed
   */
  public void put(K key, V value) {
    emission.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
  }

  /**
   * Takes the value of a key away. Does nothing if there is none.
   *
   * @param key the key
   */
  public void remove(K key) {
    emission.remove(Objects.requireNonNull(key, "key"));
  }

  /**
   * Sets the values of all keys: those that are not named go.
   *
   * @param values the values by key, in the order in which new ones are emitted
   * @throws RuntimeException what the transform throws; then nothing has changed
   */
  public void setAll(Map<? extends K, ? extends V> values) {
    emission.setAll(new LinkedHashMap<>(values));
  }

  /** Takes all values away. */
  public void clear() {
    setAll(Map.of());
  }
}
