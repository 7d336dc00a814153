// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginGeneration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contents that each plugin has run, so that one can go back to them: the current one and a
 * bounded number of earlier ones. Outlives the process.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Lineage {

  private static final Logger log = LoggerFactory.getLogger(Lineage.class);
  private static final int FIELDS = 5;

  private final PropertiesFile file;
  private final int earlier;
  private final Map<String, List<PluginGeneration>> kept = new TreeMap<>();
  private boolean changed;

  /**
   * Reads what was kept.
   *
   * @param earlier how many earlier contents of a plugin to keep
   */
  Lineage(Path state, int earlier) {
    this.file = new PropertiesFile(state.resolve("lineage.properties"));
    this.earlier = earlier;
    file.read(FIELDS).forEach(this::read);
    kept.values().forEach(all -> all.sort(Comparator.comparingInt(PluginGeneration::generation)));
  }

  private void read(String key, List<String> row) {
    int slash = key.lastIndexOf('/');
    try {
      String plugin = key.substring(0, slash);
      PluginGeneration generation =
          new PluginGeneration(
              plugin,
              Integer.parseInt(key.substring(slash + 1)),
              row.get(0),
              row.get(1),
              row.get(2),
              row.get(3),
              Instant.parse(row.get(4)),
              false);
      kept.computeIfAbsent(plugin, none -> new ArrayList<>()).add(generation);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException damaged) {
      log.warn("kept generation ignored, it is damaged key={}", key);
    }
  }

  /** A content became the current one. */
  void add(Deployed now) {
    List<PluginGeneration> all = kept.computeIfAbsent(now.id(), none -> new ArrayList<>());
    all.removeIf(each -> each.sha256().equals(now.content().sha256()));
    all.add(
        new PluginGeneration(
            now.id(),
            now.generation(),
            now.manifest().version(),
            now.manifest().buildHash(),
            now.content().sha256(),
            now.file().toString(),
            now.since(),
            false));
    while (all.size() > earlier + 1) {
      all.remove(0);
    }
    changed = true;
  }

  /** A content has turned out bad: nobody is to go back to it. */
  void forget(String plugin, String hash) {
    List<PluginGeneration> all = kept.getOrDefault(plugin, new ArrayList<>());
    changed |= all.removeIf(each -> each.sha256().equals(hash));
  }

  /** Forgets all plugins but some. */
  void retain(Set<String> plugins) {
    changed |= kept.keySet().retainAll(plugins);
  }

  Optional<PluginGeneration> find(String plugin, int generation) {
    return kept.getOrDefault(plugin, List.of()).stream()
        .filter(each -> each.generation() == generation)
        .findFirst();
  }

  /** Returns the hashes of all contents that are kept. */
  Set<String> contents() {
    return kept.values().stream()
        .flatMap(List::stream)
        .map(PluginGeneration::sha256)
        .collect(Collectors.toSet());
  }

  /** Returns all that is kept of plugins that are deployed, by plugin id, oldest first. */
  Map<String, List<PluginGeneration>> of(Map<String, Deployed> deployed) {
    Map<String, List<PluginGeneration>> all = new TreeMap<>();
    deployed.forEach(
        (plugin, now) ->
            all.put(
                plugin,
                kept.getOrDefault(plugin, List.of()).stream()
                    .map(each -> marked(each, now.content().sha256().equals(each.sha256())))
                    .toList()));
    return all;
  }

  private static PluginGeneration marked(PluginGeneration generation, boolean current) {
    return new PluginGeneration(
        generation.plugin(),
        generation.generation(),
        generation.version(),
        generation.buildHash(),
        generation.sha256(),
        generation.file(),
        generation.since(),
        current);
  }

  /** The file has gone: the next {@link #save} writes it. */
  void lost() {
    changed = true;
  }

  /** Writes it down, if it has changed. */
  void save() throws IOException {
    if (changed) {
      Map<String, List<String>> rows = new TreeMap<>();
      kept.values().stream().flatMap(List::stream).forEach(each -> rows.put(key(each), row(each)));
      file.write(rows, false);
      changed = false;
    }
  }

  private static String key(PluginGeneration each) {
    return each.plugin() + "/" + each.generation();
  }

  private static List<String> row(PluginGeneration each) {
    return List.of(
        each.version(), each.buildHash(), each.sha256(), each.file(), each.since().toString());
  }
}
