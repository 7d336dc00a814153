// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which plugins are to stay at a content whatever their files hold, because they are pinned, were
 * rolled back or are needed by others. Outlives the process.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Holds {

  private static final int FIELDS = 4;

  private final PropertiesFile file;
  private final Map<String, Hold> holds = new TreeMap<>();
  private boolean changed;

  /** Why a plugin stays. */
  enum Kind {
    /** Until it is unpinned. */
    PINNED,
    /** Until the file has another content than the one that it was rolled back from. */
    ROLLED_BACK,
    /** Until nobody uses it any more, though no file has it. */
    NEEDED;

    /** Says it in words. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * A content to stay at.
   *
   * @param content the hash of the content
   * @param from the hash of the content that it was rolled back from, empty if it is pinned
   * @param file the file that it belongs to
   */
  record Hold(Kind kind, String content, String from, Path file) {}

  Holds(Path state) {
    this.file = new PropertiesFile(state.resolve("holds.properties"));
    file.read(FIELDS)
        .forEach(
            (plugin, row) ->
                holds.put(
                    plugin,
                    new Hold(kind(row.get(0)), row.get(1), row.get(2), Path.of(row.get(3)))));
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElse(Kind.ROLLED_BACK);
  }

  @Nullable Hold of(String plugin) {
    return holds.get(plugin);
  }

  boolean isPinned(String plugin) {
    Hold hold = holds.get(plugin);
    return hold != null && hold.kind == Kind.PINNED;
  }

  /** Returns the ids of the plugins that are to stay. */
  Set<String> plugins() {
    return Set.copyOf(holds.keySet());
  }

  /** Returns those that are not of a kind, by plugin id. */
  Map<String, Hold> without(Kind kind) {
    Map<String, Hold> some = new TreeMap<>(holds);
    some.values().removeIf(hold -> hold.kind == kind);
    return some;
  }

  /** Keeps for what is needed by others only some plugins. */
  void retainNeeded(Set<String> needed) {
    changed |=
        holds
            .entrySet()
            .removeIf(
                hold -> hold.getValue().kind == Kind.NEEDED && !needed.contains(hold.getKey()));
  }

  /** Says whether something stays only because others need it. */
  boolean anyNeeded() {
    return holds.values().stream().anyMatch(hold -> hold.kind == Kind.NEEDED);
  }

  /** Says whether there is something to write down. */
  boolean changed() {
    return changed;
  }

  /** Returns the hashes of the contents that plugins stay at. */
  Set<String> contents() {
    return holds.values().stream().map(Hold::content).collect(Collectors.toSet());
  }

  void put(String plugin, Hold hold) {
    changed |= !hold.equals(holds.put(plugin, hold));
  }

  void drop(String plugin) {
    changed |= holds.remove(plugin) != null;
  }

  /** The file has gone: the next {@link #save} writes it. */
  void lost() {
    changed = true;
  }

  /** Writes them down, if they have changed; returns when the disk has it. */
  void save() throws IOException {
    if (changed) {
      Map<String, List<String>> rows = new TreeMap<>();
      holds.forEach(
          (plugin, hold) ->
              rows.put(
                  plugin,
                  List.of(hold.kind.name(), hold.content, hold.from, hold.file.toString())));
      file.write(rows, true);
      changed = false;
    }
  }
}
