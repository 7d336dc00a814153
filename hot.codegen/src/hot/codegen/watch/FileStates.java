// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import hot.codegen.watch.FileChange.Kind;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of some places as they were at the last look, and what has changed since the last
 * build. Watches each directory before it looks into it, so that nothing falls between.
 *
 * <p>Belongs to one thread.
 */
final class FileStates {

  private static final Logger log = LoggerFactory.getLogger(FileStates.class);

  private final EventSource events;
  private final TreeMap<Path, FileState> now = new TreeMap<>();
  private final TreeMap<Path, FileState> built = new TreeMap<>();
  private final Set<Path> changed = new HashSet<>();
  private Places places = Places.NONE;

  FileStates(EventSource events) {
    this.events = events;
  }

  /**
   * Looks elsewhere from now on. Files of new places count as built, unless they were written since
   * then.
   */
  void places(Places wanted, Instant since) {
    if (wanted.equals(places)) {
      return;
    }
    Places before = places;
    places = wanted;
    Set<Path> directories = new HashSet<>();
    lookAtAll(directories);
    events.retain(directories);
    for (Path file : Set.copyOf(now.keySet())) {
      FileState state = now.get(file);
      boolean old = state == null || state.modified().toInstant().isBefore(since);
      if (!before.concerns(file) && old) {
        accept(file);
      }
    }
    Set.copyOf(built.keySet()).stream()
        .filter(file -> !places.concerns(file))
        .forEach(this::accept);
  }

  private void accept(Path file) {
    FileState state = now.get(file);
    if (state == null) {
      built.remove(file);
    } else {
      built.put(file, state);
    }
    changed.remove(file);
  }

  /** Looks at everything. */
  void lookAtAll() {
    lookAtAll(new HashSet<>());
  }

  private void lookAtAll(Set<Path> directories) {
    Set<Path> seen = new HashSet<>();
    places.directories().forEach(directory -> watch(directory, directories));
    places.inputs().folders().forEach(folder -> walk(folder.path(), seen, directories, false));
    places.inputs().files().forEach(file -> lookAtFile(file, seen, false));
    Set.copyOf(now.keySet()).stream().filter(file -> !seen.contains(file)).forEach(this::gone);
  }

  /** Looks at what an event has named; false if that is nothing that a build reads. */
  boolean look(Path path) {
    if (!places.concerns(path)) {
      boolean above = places.isAbove(path);
      if (above) {
        lookAtAll();
      }
      return above;
    }
    Set<Path> seen = new HashSet<>();
    if (Files.isDirectory(path)) {
      walk(path, seen, new HashSet<>(), true);
    } else {
      lookAtFile(path, seen, true);
    }
    if (!seen.contains(path)) {
      now.keySet().stream()
          .filter(file -> file.startsWith(path) && !seen.contains(file))
          .toList()
          .forEach(this::gone);
    }
    return true;
  }

  /**
   * Says whether a file that was touched may be about to be written anew, or to become another one:
   * it is gone, has nothing in it, or is new and no source.
   */
  boolean isUnfinished(Path path) {
    FileState state = now.get(path);
    FileState before = built.get(path);
    if (before == null) {
      boolean source = path.toString().endsWith(".java");
      return state != null && (state.empty() || !source);
    }
    return state == null || (state.empty() && !before.empty());
  }

  /** Says whether anything differs from what was built. */
  boolean differs() {
    return changed.stream().anyMatch(file -> change(file) != null);
  }

  /** Returns what has changed since the last build, and takes the present as built. */
  List<FileChange> take() {
    List<FileChange> changes = new ArrayList<>();
    for (Path file : Set.copyOf(changed)) {
      FileChange change = change(file);
      if (change != null) {
        changes.add(change);
      }
      accept(file);
    }
    changes.sort(Comparator.comparing(FileChange::file));
    return List.copyOf(changes);
  }

  private @Nullable FileChange change(Path file) {
    FileState before = built.get(file);
    FileState state = now.get(file);
    if (before == null) {
      return state == null ? null : new FileChange(file, Kind.ADDED);
    }
    if (state == null) {
      return new FileChange(file, Kind.DELETED);
    }
    return before.sameContent(state) ? null : new FileChange(file, Kind.MODIFIED);
  }

  private void gone(Path file) {
    now.remove(file);
    changed.add(file);
  }

  private void watch(Path directory, Set<Path> directories) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
      directories.add(directory);
      events.watch(directory, attributes.fileKey());
    } catch (IOException gone) {
      log.debug("directory went away directory={}", directory);
    }
  }

  private void lookAtFile(Path file, Set<Path> seen, boolean touched) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile() && places.concerns(file)) {
        update(file, attributes, seen, touched);
      }
    } catch (IOException missing) {
      log.trace("file is not there file={}", file);
    }
  }

  private void update(Path file, BasicFileAttributes attributes, Set<Path> seen, boolean touched) {
    FileState before = now.get(file);
    try {
      if (touched || before == null || !before.looksLike(attributes)) {
        now.put(file, FileState.read(file, attributes));
        changed.add(file);
      }
      seen.add(file);
    } catch (IOException unreadable) {
      // Gone meanwhile, or about to be written: there will be another event, or the next look.
      log.debug("file can not be read file={} reason={}", file, unreadable.toString());
      if (before != null) {
        seen.add(file);
      }
    }
  }

  private void walk(Path root, Set<Path> seen, Set<Path> directories, boolean touched) {
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Visitor(seen, directories, touched));
    } catch (IOException failed) {
      log.debug("directory can not be walked directory={} reason={}", root, failed.toString());
    }
  }

  /** Watches directories and looks at their files. */
  private final class Visitor extends SimpleFileVisitor<Path> {

    private final Set<Path> seen;
    private final Set<Path> directories;
    private final boolean touched;

    Visitor(Set<Path> seen, Set<Path> directories, boolean touched) {
      this.seen = seen;
      this.directories = directories;
      this.touched = touched;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (!places.concerns(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      directories.add(directory);
      events.watch(directory, attributes.fileKey());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && places.concerns(file)) {
        update(file, attributes, seen, touched);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
      log.debug("not looked at file={} reason={}", file, failed.toString());
      return FileVisitResult.CONTINUE;
    }
  }
}
