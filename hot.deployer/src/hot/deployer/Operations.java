// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Quarantined;
import hot.deployer.Holds.Hold;
import hot.deployer.Holds.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an operator wants done otherwise than the folders say. Each changes what the next look finds
 * and throws {@link IllegalArgumentException} or {@link IllegalStateException} with a sentence for
 * the operator.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Operations {

  private final DeployedSet deployed;
  private final Quarantine quarantine;
  private final Verdicts verdicts;

  Operations(DeployedSet deployed, Quarantine quarantine, Verdicts verdicts) {
    this.deployed = deployed;
    this.quarantine = quarantine;
    this.verdicts = verdicts;
  }

  /** Lets what is in quarantine be tried again. */
  void pardon(String name) {
    List<Quarantined> named =
        quarantine.list().stream().filter(each -> isNamed(each, name)).toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing named %s is in quarantine; %s"
              .formatted(
                  name,
                  listed(
                      quarantine.list().stream().map(Quarantined::plugin).toList(), "there is")));
    }
    named.forEach(quarantine::forget);
    named.forEach(each -> verdicts.pardon(each.sha256()));
  }

  private static boolean isNamed(Quarantined each, String name) {
    Path file = Path.of(each.file());
    return each.plugin().equals(name)
        || each.file().equals(name)
        || String.valueOf(file.getFileName()).equals(name);
  }

  /** Lets a plugin stay at an earlier content until its file changes. */
  void rollback(String plugin, int generation) {
    Deployed now = running(plugin);
    if (deployed.holds().isPinned(plugin)) {
      throw new IllegalStateException(
          "plugin %s is pinned to version %s; unpin it first"
              .formatted(plugin, now.manifest().version()));
    }
    PluginGeneration wanted =
        deployed
            .lineage()
            .find(plugin, generation)
            .orElseThrow(() -> new IllegalArgumentException(noGeneration(plugin, generation)));
    if (wanted.sha256().equals(now.content().sha256())) {
      throw new IllegalArgumentException(
          "generation %d of plugin %s is the content that runs".formatted(generation, plugin));
    }
    if (deployed.find(wanted.sha256()).isEmpty()) {
      throw new IllegalArgumentException(
          "the content of generation %d of plugin %s is not in the store any more"
              .formatted(generation, plugin));
    }
    verdicts.pardon(wanted.sha256());
    Hold before = deployed.holds().of(plugin);
    String from = before == null ? now.content().sha256() : before.from();
    deployed.holds().put(plugin, new Hold(Kind.ROLLED_BACK, wanted.sha256(), from, now.file()));
  }

  private String noGeneration(String plugin, int generation) {
    return "plugin %s has no generation %d that is kept; %s"
        .formatted(
            plugin,
            generation,
            listed(
                deployed.generations(plugin).stream()
                    .filter(each -> !each.current())
                    .map(each -> each.generation() + " (" + each.version() + ")")
                    .toList(),
                "kept is"));
  }

  /** Lets a plugin stay at what runs of it; returns when the disk knows. */
  LoadedPlugin pin(String plugin) throws IOException {
    Deployed now = running(plugin);
    deployed.holds().put(plugin, new Hold(Kind.PINNED, now.content().sha256(), "", now.file()));
    deployed.saveHolds();
    return deployed.plugins().stream()
        .filter(loaded -> loaded.id().equals(now.id()))
        .findFirst()
        .orElseThrow();
  }

  /** Lets a plugin go with its file again. */
  void unpin(String plugin) throws IOException {
    if (!deployed.holds().isPinned(plugin)) {
      throw new IllegalArgumentException(
          "plugin %s is not pinned; %s"
              .formatted(
                  plugin,
                  listed(
                      deployed.holds().plugins().stream()
                          .filter(deployed.holds()::isPinned)
                          .sorted()
                          .toList(),
                      "pinned is")));
    }
    deployed.holds().drop(plugin);
    deployed.saveHolds();
  }

  private Deployed running(String plugin) {
    Deployed now = deployed.current().get(plugin);
    if (now == null) {
      throw new IllegalArgumentException(
          "no plugin %s is loaded; %s"
              .formatted(plugin, listed(List.copyOf(deployed.current().keySet()), "loaded is")));
    }
    return now;
  }

  private static String listed(List<String> names, String verb) {
    return verb
        + " "
        + (names.isEmpty() ? "nothing" : names.stream().collect(Collectors.joining(", ")));
  }
}
