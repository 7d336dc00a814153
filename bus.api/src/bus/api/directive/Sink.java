// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a resolver puts its values.
 *
 * <p>Each run of a resolver has its own sink, valid from the start of the run until the resolver is
 * stopped, run again or removed; in particular it stays valid after the run has ended well. An
 * invalid sink accepts nothing. Values of an earlier run stay until they are removed.
 *
 * <p>Thread-safe; no method waits for foreign code. What changes values tells those who listen on
 * the calling thread: hold no lock of your own while calling.
 *
 * @param <V> the type of the values
 */
@ProviderType
public interface Sink<V> {

  /**
   * Emits a value.
   *
   * @param value the value
   * @return the value as it was numbered, or empty if it was refused (hard limit reached, or this
   *     sink is no longer valid); the caller keeps what was refused
   */
  Optional<Value<V>> add(V value);

  /**
   * Replaces one value of this resolver by another in one step: the new one is announced, then the
   * old one is withdrawn, and nobody sees a moment without either. It counts once against the
   * limit. Without the old value this is {@link #add}.
   *
   * @param old a value of this resolver
   * @param value the new value
   * @return the new value as it was numbered, or empty if it was refused; then the old one stays
   */
  Optional<Value<V>> replace(Value<V> old, V value);

  /**
   * Makes a value the only one of this resolver, in one step as {@link #replace}. Does nothing if
   * the only value of this resolver equals it. Suits what changes over time.
   *
   * @param value the value
   * @return the value as it was numbered, or empty if it was refused
   */
  Optional<Value<V>> set(V value);

  /**
   * Withdraws a value of this resolver.
   *
   * @param value the value
   * @return whether it was there
   */
  boolean remove(Value<V> value);

  /**
   * Withdraws all values of this resolver.
   *
   * @return what was withdrawn, in order of emission
   */
  List<Value<V>> clear();

  /**
   * Returns the present values of this resolver.
   *
   * @return a snapshot, in order of emission
   */
  List<Value<V>> values();

  /**
   * Says whether this run is still looking for values. A run that has ended is idle, whatever is
   * said here.
   *
   * @param idle true if it only waits for changes
   */
  void markIdle(boolean idle);

  /**
   * Says whether this sink accepts values.
   *
   * @return false once the resolver was stopped, run again or removed
   */
  boolean valid();

  /**
   * Calls back when a value goes away, for whatever reason, before references hear of it; now if it
   * is not there.
   *
   * @param value a value of this resolver
   * @param callback called once; must not block
   * @return takes the callback back
   */
  Registration onRemoved(Value<V> value, Runnable callback);

  /**
   * Calls back when this resolver is removed: its handler was taken from the bus, or the instance
   * was disposed; now if this sink is not valid.
   *
   * @param callback called once; must not block
   * @return takes the callback back
   */
  Registration onResolverRemoved(Runnable callback);

  /**
   * Adds a further resolver to the same instance. It has its own values, idleness and failure, and
   * lives at most as long as this resolver. Without effect if this sink is not valid.
   *
   * @param child the resolver
   * @return removes the child
   */
  Registration attach(Resolver<V> child);
}
