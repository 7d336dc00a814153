// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts from 1. Thread-safe; the counter has its cache lines for itself, so that threads that
 * count do not slow down those who read what happens to lie beside it.
 */
final class Numbers {

  /** So many longs are two lines, which processors fetch together. */
  private static final int PADDING = 16;

  private final AtomicLongArray counter = new AtomicLongArray(2 * PADDING + 1);

  long next() {
    return counter.incrementAndGet(PADDING);
  }
}
