// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of the file system as a queue of hints where to look. A thread of its own empties the
 * queue of the system at once, so that it does not run over during a build.
 *
 * <p>{@link #watch} and {@link #retain} belong to one thread, the others may be called by any.
 */
final class EventSource implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventSource.class);

  private final BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();
  private final Map<Path, Watched> watched = new HashMap<>();
  private final WatchService service;
  private final Thread thread;
  private boolean told;

  /** A directory under watch, and which one it was then. */
  private record Watched(WatchKey key, @Nullable Object directory) {}

  /** Where to look, and since when. */
  sealed interface Hint {

    Instant at();

    /** A file or a directory was touched. */
    record Touched(Instant at, Path path) implements Hint {}

    /** Events were lost: look at all. */
    record Lost(Instant at) implements Hint {}

    /** Somebody asks for a build. */
    record Asked(Instant at) implements Hint {}
  }

  EventSource(String threadName) throws IOException {
    service = FileSystems.getDefault().newWatchService();
    thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  /** Watches a directory, unless that is done already. */
  void watch(Path directory, @Nullable Object key) {
    Watched before = watched.get(directory);
    if (before != null && before.key.isValid() && Objects.equals(before.directory, key)) {
      return;
    }
    try {
      WatchKey registered =
          directory.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      watched.put(directory, new Watched(registered, key));
    } catch (IOException refused) {
      refused(directory, refused);
    } catch (ClosedWatchServiceException closed) {
      log.debug("watch closed while it looked directory={}", directory);
    }
  }

  private void refused(Path directory, IOException reason) {
    if (!told) {
      told = true;
      log.warn(
          "directory can not be watched, its changes are noticed late directory={} reason={}",
          directory,
          reason.toString());
    }
  }

  /** Ends the watch of the directories that are not wanted any more. */
  void retain(Set<Path> wanted) {
    watched
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey());
              if (gone) {
                entry.getValue().key.cancel();
              }
              return gone;
            });
  }

  /** Waits for a hint; null if none comes in time. */
  @Nullable Hint poll(Duration limit) throws InterruptedException {
    return hints.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  void ask() {
    hints.add(new Hint.Asked(Instant.now()));
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.take();
        Instant now = Instant.now();
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.context() instanceof Path name && key.watchable() instanceof Path directory) {
            hints.add(new Hint.Touched(now, directory.resolve(name)));
          } else {
            hints.add(new Hint.Lost(now));
          }
        }
        if (!key.reset() && key.watchable() instanceof Path directory) {
          hints.add(new Hint.Touched(now, directory));
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException closed) {
      log.debug("file system events end");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      service.close();
    } catch (IOException failed) {
      log.debug("watch service not closed reason={}", failed.toString());
    }
  }
}
