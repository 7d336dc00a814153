// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import hot.codegen.watch.EventSource.Hint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects hints until it is quiet: for a moment after one file, longer after many, and as long as
 * Git changes files or a file seems to be about to be written.
 */
final class Settling {

  private static final Duration MOST_FOR_GIT = Duration.ofSeconds(10);
  private static final Duration MOST_UNFINISHED = Duration.ofMillis(100);

  private final EventSource events;
  private final FileStates files;
  private final WatchTimes times;
  private final GitLock git;
  private final Set<Path> touched = new HashSet<>();
  private final Instant at;
  private final long began = System.nanoTime();
  private boolean lost;
  private boolean asked;

  Settling(EventSource events, FileStates files, WatchTimes times, GitLock git, Hint first) {
    this.events = events;
    this.files = files;
    this.times = times;
    this.git = git;
    this.at = first.at();
    take(first);
  }

  /** Waits; returns whether there is something to look at. */
  boolean await() throws InterruptedException {
    if (nothing()) {
      return false;
    }
    Hint next = events.poll(quiet());
    while (next != null || unfinished()) {
      if (next != null) {
        take(next);
      }
      if (over(times.most()) && !git.held()) {
        break;
      }
      next = events.poll(quiet());
    }
    if (lost) {
      files.lookAtAll();
    }
    return true;
  }

  private boolean nothing() {
    return touched.isEmpty() && !lost && !asked;
  }

  private Duration quiet() {
    return lost ? times.many() : times.quiet(touched.size());
  }

  private boolean unfinished() {
    boolean begun = !over(MOST_UNFINISHED) && touched.stream().anyMatch(files::isUnfinished);
    return begun || (!over(MOST_FOR_GIT) && git.held());
  }

  private boolean over(Duration limit) {
    return waited().compareTo(limit) > 0;
  }

  private void take(@Nullable Hint hint) {
    if (hint instanceof Hint.Touched file && files.look(file.path())) {
      touched.add(file.path());
    }
    lost |= hint instanceof Hint.Lost;
    asked |= hint instanceof Hint.Asked;
  }

  Instant at() {
    return at;
  }

  boolean asked() {
    return asked;
  }

  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
