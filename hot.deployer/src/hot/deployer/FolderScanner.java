// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.Snapshot.Unusable;
import hot.deployer.content.Content;
import hot.deployer.content.ContentStore;
import hot.deployer.content.FileStamp;
import hot.deployer.content.Intake;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes snapshots of the plugin folders. Reads a file when an event named it or its stamp has
 * changed, and takes it only if it is whole; until then its former content stands.
 *
 * <p>Belongs to the deployer's thread.
 */
final class FolderScanner {

  private static final Logger log = LoggerFactory.getLogger(FolderScanner.class);

  private final List<Path> folders;
  private final ContentStore store;
  private final Duration settle;
  private final Map<Path, Known> known = new TreeMap<>();
  private final Set<Path> missing = new HashSet<>();

  /** What is known of one file. */
  private static final class Known {
    private @Nullable FileStamp stamp;
    private @Nullable Content content;
    private String unfinished = "";
    private long unfinishedSince;

    /** Whether it is not the file's fault, so that it must be tried again at each look. */
    private boolean blocked;
  }

  /**
   * Makes a scanner.
   *
   * @param settle how long a file must be bad and unchanged to be unusable
   * @param expected files that are taken to be there while their folder is missing
   */
  FolderScanner(List<Path> folders, ContentStore store, Duration settle, Set<Path> expected) {
    this.folders = folders;
    this.store = store;
    this.settle = settle;
    expected.forEach(file -> known.put(file, new Known()));
  }

  /**
   * Says whether a name in a plugin folder is one of a plugin, and not a temporary or hidden one.
   */
  static boolean isPlugin(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".jar") && !name.startsWith(".");
  }

  /**
   * Looks at the folders.
   *
   * @param touched files to read even if they look unchanged
   */
  Snapshot scan(Set<Path> touched, StepTimes steps) throws IOException {
    Map<Path, FileStamp> found = steps.time("detect", this::list);
    known.keySet().removeIf(file -> !found.containsKey(file) && !keeps(file));
    List<Unusable> unusable = new ArrayList<>();
    for (Map.Entry<Path, FileStamp> entry : found.entrySet()) {
      Path file = entry.getKey();
      Known state = known.computeIfAbsent(file, unseen -> new Known());
      boolean changed = !entry.getValue().equals(state.stamp);
      if (changed || touched.contains(file)) {
        Intake intake = steps.time("copy", () -> take(file));
        update(state, entry.getValue(), intake, changed);
      }
      if (isSettled(state)) {
        unusable.add(
            new Unusable(
                file,
                state.unfinished,
                state.unfinishedSince,
                state.blocked ? Objection.ROOM : Objection.FILE));
      }
    }
    Map<Path, Optional<Content>> files = new TreeMap<>();
    Set<Path> unfinished = new HashSet<>();
    known.forEach(
        (file, state) -> {
          files.put(file, Optional.ofNullable(state.content));
          if (!state.unfinished.isEmpty()) {
            unfinished.add(file);
          }
        });
    return new Snapshot(files, unusable, unfinished);
  }

  /** Lets the next look read all files, since the store has lost what it had of them. */
  void reread() {
    known.values().forEach(state -> state.stamp = null);
  }

  private Intake take(Path file) {
    Optional<String> odd = OddFile.reason(file);
    return odd.isPresent() ? new Intake.Unfinished(odd.get()) : store.take(file);
  }

  private static void update(Known state, FileStamp stamp, Intake intake, boolean changed) {
    state.stamp = stamp;
    if (intake instanceof Intake.Taken taken) {
      state.content = taken.content();
      state.unfinished = "";
      state.blocked = false;
    } else if (intake instanceof Intake.Blocked blocked) {
      if (!state.blocked) {
        state.unfinishedSince = System.nanoTime();
      }
      state.stamp = null;
      state.blocked = true;
      state.unfinished = blocked.reason();
    } else if (intake instanceof Intake.Unfinished unfinished) {
      if (changed || state.unfinished.isEmpty()) {
        state.unfinishedSince = System.nanoTime();
      }
      state.blocked = false;
      state.unfinished = unfinished.reason();
    }
  }

  private boolean isSettled(Known state) {
    boolean waited = System.nanoTime() - state.unfinishedSince >= settle.toNanos();
    return state.blocked || (waited && !state.unfinished.isEmpty());
  }

  private boolean keeps(Path file) {
    Path parent = file.getParent();
    return parent != null && missing.contains(parent);
  }

  private Map<Path, FileStamp> list() {
    Map<Path, FileStamp> found = new TreeMap<>();
    for (Path folder : folders) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder, file -> isPlugin(file) || OddFile.isExploded(file))) {
        for (Path file : files) {
          stamp(file, found);
        }
        if (missing.remove(folder)) {
          log.info("plugin folder is there now folder={}", folder);
        }
      } catch (IOException | DirectoryIteratorException unreadable) {
        if (missing.add(folder)) {
          log.warn(
              "plugin folder can not be read, waiting for it; what was deployed from it stays"
                  + " folder={} reason={}",
              folder,
              unreadable.toString());
        }
      }
    }
    return found;
  }

  private static void stamp(Path file, Map<Path, FileStamp> found) throws IOException {
    try {
      Optional<String> odd = OddFile.reason(file);
      found.put(
          file, odd.isPresent() ? new FileStamp(Map.of("odd", odd.get())) : FileStamp.of(file));
    } catch (NoSuchFileException gone) {
      log.debug("file went away during the look file={}", file);
    }
  }
}
