// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The locks of the Git repositories that modules lie in. Git holds one while it changes the files
 * of a checkout, so that one switch of branches can be seen as one change.
 *
 * @param files the files that are there while a lock is held
 */
record GitLock(Set<Path> files) {

  /** An older lock was left behind, or is held while somebody writes a message. */
  private static final Duration OLDEST = Duration.ofSeconds(5);

  private static final String POINTER = "gitdir:";

  GitLock {
    files = Set.copyOf(files);
  }

  static GitLock of(Collection<Path> folders) {
    Set<Path> found = new HashSet<>();
    for (Path each : folders) {
      repository(each).ifPresent(folder -> found.add(folder.resolve("index.lock")));
    }
    return new GitLock(found);
  }

  private static Optional<Path> repository(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return Optional.of(git);
      }
      if (Files.isRegularFile(git)) {
        return pointed(git);
      }
    }
    return Optional.empty();
  }

  /** A work tree beside the repository has a file that says where its part of that is. */
  private static Optional<Path> pointed(Path git) {
    try {
      String text = Files.readString(git).strip();
      return text.startsWith(POINTER)
          ? Optional.of(git.resolveSibling(text.substring(POINTER.length()).strip()))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  boolean held() {
    Instant oldest = Instant.now().minus(OLDEST);
    return files.stream().anyMatch(file -> isAfter(file, oldest));
  }

  private static boolean isAfter(Path file, Instant oldest) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isAfter(oldest);
    } catch (IOException free) {
      return false;
    }
  }
}
