// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The live record of one directive on one bus, shared by everybody who asks for an equal one.
 *
 * <p>An instance lives while it has a strong reference (and for {@link
 * ValueOptions#unreferencedDelay()} longer) and ends by being <em>disposed</em>, once and for ever.
 * What listeners are told follows one order for the whole instance: a value is added, then removed,
 * each once, then the instance is disposed.
 *
 * <p>Thread-safe. No method waits for foreign code; every method may be called from any callback.
 *
 * @param <V> the type of the values
 */
@ProviderType
public interface Instance<V> {

  /**
   * Returns the number of this instance: unique on its bus, rising from 1 in order of creation.
   *
   * @return the number
   */
  long id();

  /**
   * Returns the directive that created this instance.
   *
   * @return the directive, never null
   */
  Directive<V> directive();

  /**
   * Returns the scope of this instance; it is cancelled when the instance is disposed.
   *
   * @return the scope, never null
   */
  Scope scope();

  /**
   * Returns a snapshot of the present state.
   *
   * @return the state, never null
   */
  DirectiveState<V> state();

  /**
   * Adds a reference that keeps this instance alive. The handler is told about every present value
   * before anything later. On a disposed instance the handler is told so at once and the reference
   * returned is a released one.
   *
   * @param handler what to tell
   * @return the reference, never null
   */
  Reference<V> addReference(ReferenceHandler<? super V> handler);

  /**
   * Adds a reference that listens but does not keep this instance alive. Otherwise as {@link
   * #addReference}.
   *
   * @param handler what to tell
   * @return the reference, never null
   */
  Reference<V> addWeakReference(ReferenceHandler<? super V> handler);

  /**
   * Listens to the state. The listener is given the present state, then the latest state after
   * changes; states in between may be left out, but the last call always tells the present state.
   * Calls never overlap.
   *
   * @param listener called on the thread that makes the change, or on one that is delivering
   *     already; must not block
   * @return ends the listening
   */
  Registration onState(Consumer<? super DirectiveState<V>> listener);

  /**
   * Calls back when this instance is disposed, or now if it is.
   *
   * @param callback called once; must not block
   * @return takes the callback back
   */
  Registration onDisposed(Runnable callback);

  /**
   * Disposes this instance now, without its {@linkplain ValueOptions#unreferencedDelay() delay}, if
   * nobody needs it.
   *
   * @param evenWithWeakReferences whether to dispose although there are weak references
   * @return whether this instance is disposed now
   */
  boolean closeIfUnreferenced(boolean evenWithWeakReferences);

  /** Disposes this instance now, whatever references it has. Does nothing if it is disposed. */
  void close();

  /**
   * Returns the failures of resolvers that ended with one and were not started again since.
   *
   * @return a snapshot, in order of attachment
   */
  default List<Failure> failures() {
    return state().failures();
  }
}
