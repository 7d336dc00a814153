// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.Content;
import hot.deployer.content.PluginManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done so that the running plugins become what a snapshot holds.
 *
 * @param deploys which contents come
 * @param removals which plugins go
 * @param moves plugins whose content now is in another file; nothing is to be done to them
 * @param refusals which files are not taken, and why
 * @param helds what is not taken because the plugin is to stay at a content
 * @param overtaken the ids of plugins that were rolled back and are not to stay there any more
 */
record Plan(
    List<Deploy> deploys,
    List<Removal> removals,
    List<Deployed> moves,
    List<Refusal> refusals,
    List<Held> helds,
    List<String> overtaken) {

  Plan {
    deploys = List.copyOf(deploys);
    removals = List.copyOf(removals);
    moves = List.copyOf(moves);
    refusals = List.copyOf(refusals);
    helds = List.copyOf(helds);
    overtaken = List.copyOf(overtaken);
  }

  /** The same with the contents that follow. */
  Plan completed(List<Deploy> complete) {
    return new Plan(complete, removals, moves, refusals, helds, overtaken);
  }

  /** The same without contents that something speaks against, by plugin id. */
  Plan without(Map<String, Objection> objections) {
    List<Deploy> coming = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>(refusals);
    for (Deploy deploy : deploys) {
      Objection objection = objections.get(deploy.plugin());
      if (objection == null) {
        coming.add(deploy);
      } else {
        refused.add(Refusal.of(deploy.file(), deploy.content(), deploy.manifest(), objection));
      }
    }
    return new Plan(coming, removals, moves, refused, helds, overtaken);
  }

  /** The same without the removal of what others need. */
  Plan keeping(Map<String, Held> needed) {
    List<Removal> going = new ArrayList<>(removals);
    List<Held> held = new ArrayList<>(helds);
    for (Removal removal : removals) {
      Held need = needed.get(removal.plugin().id());
      if (need != null) {
        going.remove(removal);
        held.add(need);
      }
    }
    return new Plan(deploys, going, moves, refusals, held, overtaken);
  }

  /**
   * A content that comes, or comes again.
   *
   * @param manifest what its manifest says
   * @param content the content
   * @param file the file it came from
   * @param replaced the generation that it replaces, or null if the plugin is new
   * @param reason why, as a sentence
   * @param follower whether its content is the same, and it comes only because of its ties
   * @param ties the plugins of this plan to which the generation that it replaces is wired: all or
   *     none of these are replaced, and those that go are not used any more
   */
  record Deploy(
      PluginManifest manifest,
      Content content,
      Path file,
      @Nullable Deployed replaced,
      String reason,
      boolean follower,
      Set<String> ties) {

    Deploy {
      ties = Set.copyOf(ties);
    }

    static Deploy of(
        PluginManifest manifest,
        Content content,
        Path file,
        @Nullable Deployed replaced,
        String reason) {
      return new Deploy(manifest, content, file, replaced, reason, false, Set.of());
    }

    /** The same content again, for new wires. */
    static Deploy following(Deployed plugin, String reason) {
      return new Deploy(
          plugin.manifest(), plugin.content(), plugin.file(), plugin, reason, true, Set.of());
    }

    Deploy tiedTo(Set<String> plugins) {
      return new Deploy(manifest, content, file, replaced, reason, follower, plugins);
    }

    String plugin() {
      return manifest.id();
    }
  }

  /**
   * A plugin that goes.
   *
   * @param plugin its current generation
   * @param reason why, as a sentence
   */
  record Removal(Deployed plugin, String reason) {}

  /**
   * A file that is not taken.
   *
   * @param file the file
   * @param content its content that was refused
   * @param manifest what its manifest says
   * @param reason why, as a sentence
   * @param waitsFor what makes it worth another try
   * @param mayPass whether it may well pass by itself, so that it is not told at once
   */
  record Refusal(
      Path file,
      Content content,
      PluginManifest manifest,
      String reason,
      String waitsFor,
      boolean mayPass) {

    Refusal {
      reason = OneLine.of(reason);
    }

    /** Another file of the same plugin is taken; this one may be about to be deleted. */
    Refusal passing() {
      return new Refusal(file, content, manifest, reason, waitsFor, true);
    }

    static Refusal of(Path file, Content content, PluginManifest manifest, Objection objection) {
      return new Refusal(
          file,
          content,
          manifest,
          file.getFileName() + " " + objection.reason(),
          objection.waitsFor(),
          false);
    }
  }

  /**
   * A change that is not taken as long as its plugin is to stay at a content.
   *
   * @param plugin the plugin id
   * @param version the version that the file holds, empty if it is gone
   * @param file the file
   * @param content the hash of the content that the file holds, empty if it is gone
   * @param reason why, as a sentence
   * @param kind why the plugin stays
   */
  record Held(
      String plugin, String version, Path file, String content, String reason, Holds.Kind kind) {

    /** A plugin that would go, were it not for those that need it. */
    static Held needed(Removal removal, String need) {
      Deployed plugin = removal.plugin();
      String reason = "%s, but %s stays: %s".formatted(removal.reason(), plugin.id(), need);
      return new Held(plugin.id(), "", plugin.file(), "", reason, Holds.Kind.NEEDED);
    }
  }
}
