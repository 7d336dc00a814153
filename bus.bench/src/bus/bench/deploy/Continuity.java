// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;

/** Sees each value come and go on one reference, and how long there was none. Thread-safe. */
final class Continuity implements ReferenceHandler<Long> {
  private final String plugin;
  private final Sightings values;
  private int live;
  private long gapBegin;
  private long longestGap;
  private boolean begun;

  Continuity(String plugin, Sightings values) {
    this.plugin = plugin;
    this.values = values;
  }

  @Override
  public synchronized void added(Value<? extends Long> value) {
    if (live == 0 && begun) {
      longestGap = Math.max(longestGap, System.nanoTime() - gapBegin);
    }
    begun = true;
    live++;
    values.seen(plugin, value.value());
  }

  @Override
  public synchronized void removed(Value<? extends Long> value) {
    live--;
    if (live == 0) {
      gapBegin = System.nanoTime();
    }
  }

  /** Returns the longest time without a value so far, in ms. */
  synchronized double longestGap() {
    long now = live == 0 && begun ? System.nanoTime() - gapBegin : 0;
    return Math.max(longestGap, now) / 1e6;
  }
}
