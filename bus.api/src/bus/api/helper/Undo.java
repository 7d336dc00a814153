// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What undoes one effect, once: when the effect is no longer wanted, or as soon as it is applied if
 * that is later.
 */
final class Undo {

  /** Stands for what there is nothing to undo of, or not any more. */
  private enum Empty implements AutoCloseable {
    APPLIED,
    GONE;

    @Override
    public void close() {}
  }

  private final AtomicReference<@Nullable AutoCloseable> state = new AtomicReference<>();

  void applied(@Nullable AutoCloseable undo) {
    AutoCloseable mine = undo == null ? Empty.APPLIED : undo;
    if (!state.compareAndSet(null, mine)) {
      close(mine);
    }
  }

  void noLongerWanted() {
    AutoCloseable before = state.getAndSet(Empty.GONE);
    if (before != null) {
      close(before);
    }
  }

  private static void close(AutoCloseable undo) {
    try {
      undo.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("an undo was interrupted", e);
    } catch (Exception e) {
      throw new IllegalStateException("an undo failed", e);
    }
  }
}
