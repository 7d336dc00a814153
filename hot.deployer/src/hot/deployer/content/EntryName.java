// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.util.Arrays;
import java.util.Optional;

/** Looks for names of entries that try to be a path to somewhere else. */
final class EntryName {

  private static final int LONGEST = 1_000;

  private EntryName() {}

  /** Returns what is wrong with a name, to follow the file's name. */
  static Optional<String> problem(String name) {
    if (name.length() > LONGEST) {
      return Optional.of("has an entry whose name is longer than " + LONGEST + " characters");
    }
    if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("has an entry whose name is empty or has control characters");
    }
    boolean bad =
        name.startsWith("/")
            || name.indexOf('\\') >= 0
            || name.matches("[A-Za-z]:.*")
            || Arrays.asList(name.split("/", -1)).contains("..");
    return bad
        ? Optional.of("has the entry " + name + ", which is no path inside a jar")
        : Optional.empty();
  }
}
