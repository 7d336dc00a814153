// SPDX-License-Identifier: Apache-2.0
package bus.api;

import bus.api.directive.DirectiveState;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The live values of a directive, kept alive until this is closed.
 *
 * <p>Thread-safe. Suited to try-with-resources.
 *
 * @param <V> the type of the values
 */
@ProviderType
public interface Watch<V> extends AutoCloseable {

  /**
   * Returns the present state.
   *
   * @return a snapshot
   */
  DirectiveState<V> state();

  /**
   * Returns the present values.
   *
   * @return a snapshot, in order of emission
   */
  default List<V> values() {
    return state().all();
  }

  /**
   * Ends the watch: when it returns, this thread makes no further call of the listener. Does
   * nothing if closed already.
   */
  @Override
  void close();
}
