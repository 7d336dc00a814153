// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the plugin folders hold at one time.
 *
 * @param files the files that are there, in order, each with the newest content of it that could be
 *     taken; empty if none could
 * @param unusable files that have been bad and unchanged for a while
 * @param unfinished all files that hold something that could not be taken, or not yet
 */
record Snapshot(Map<Path, Optional<Content>> files, List<Unusable> unusable, Set<Path> unfinished) {

  /** Returns the hashes of the contents. */
  Set<String> contents() {
    return files.values().stream()
        .flatMap(Optional::stream)
        .map(Content::sha256)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A file that is bad and does not change.
   *
   * @param file the file
   * @param reason what is wrong with it, to follow its name
   * @param since when it was found bad first, by a clock of the look's own
   * @param waitsFor what makes it worth another try
   */
  record Unusable(Path file, String reason, long since, String waitsFor) {
    Unusable {
      reason = OneLine.of(reason);
    }
  }
}
