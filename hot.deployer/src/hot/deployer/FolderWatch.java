// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns file system events of the plugin folders into sets of touched files, on a thread of its
 * own. Registers again a folder that was missing, that was replaced by another of the same name, or
 * whose key became invalid.
 */
final class FolderWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

  private final List<Path> folders;
  private final Duration retry;
  private final Consumer<Set<Path>> touched;
  private final WatchService service;
  private final Thread thread;

  /** What is registered; belongs to the thread. */
  private final Map<Path, Registered> registered = new HashMap<>();

  /** A folder under watch, and which directory it was then. */
  private record Registered(WatchKey key, @Nullable Object directory) {}

  /**
   * Opens a watch; {@link #start} begins it.
   *
   * @param retry how often to try again to register a folder
   * @param touched told which files have events; with none if the folders must be looked through
   */
  FolderWatch(List<Path> folders, Duration retry, Consumer<Set<Path>> touched) throws IOException {
    this.folders = folders;
    this.retry = retry;
    this.touched = touched;
    this.service = FileSystems.getDefault().newWatchService();
    this.thread = NeutralThreads.named("hotbus-folder-watch").newThread(this::watch);
  }

  void start() {
    thread.start();
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (register()) {
          touched.accept(Set.of());
        }
        WatchKey key = service.poll(retry.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
          touched.accept(drain(key));
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException closed) {
      log.debug("folder watch ended");
    }
  }

  /** Registers what is not; says whether something was, so that files may have been missed. */
  private boolean register() {
    boolean changed = false;
    for (Path folder : folders) {
      try {
        Object directory = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        Registered before = registered.get(folder);
        if (before != null && Objects.equals(before.directory, directory)) {
          continue;
        }
        if (before != null) {
          before.key.cancel();
        }
        WatchKey key =
            folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        registered.put(folder, new Registered(key, directory));
        changed = true;
      } catch (IOException missing) {
        registered.remove(folder);
        log.debug("plugin folder not watched folder={} reason={}", folder, missing.toString());
      }
    }
    return changed;
  }

  private Set<Path> drain(WatchKey key) {
    Set<Path> files = new HashSet<>();
    boolean overflow = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.context() instanceof Path name && key.watchable() instanceof Path folder) {
        files.add(folder.resolve(name));
      } else {
        overflow = true;
      }
    }
    if (overflow || !key.reset()) {
      log.debug("folder events lost, looking through the folder folder={}", key.watchable());
      key.cancel();
      registered.values().removeIf(folder -> folder.key.equals(key));
      return Set.of();
    }
    return files;
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
