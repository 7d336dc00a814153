// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What events have touched since the last look began. Thread-safe; its lock guards it. */
final class Touched {

  private Set<Path> files = new HashSet<>();
  private long since;
  private boolean asked;

  /** Notes files; says whether a look must be asked for. */
  synchronized boolean add(Set<Path> more) {
    files.addAll(more);
    if (asked) {
      return false;
    }
    asked = true;
    since = System.nanoTime();
    return true;
  }

  /** Returns how long ago the first event was, zero if there was none. */
  synchronized Duration age() {
    return asked ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
  }

  /** Takes all of them; the look begins. */
  synchronized Set<Path> take() {
    Set<Path> taken = files;
    files = new HashSet<>();
    asked = false;
    return taken;
  }
}
