// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

/**
 * Something that was added and can be taken back. Thread-safe; closing twice has no effect.
 *
 * <p>Suited to try-with-resources.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /** Takes it back. Never waits for foreign code and never fails. */
  @Override
  void close();
}
