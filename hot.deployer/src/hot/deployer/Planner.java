// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Refusal;
import hot.deployer.Plan.Removal;
import hot.deployer.content.Content;
import hot.deployer.content.PluginManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a snapshot with what is deployed. Of each file it takes the newest content, or the last
 * good one if the newest is refused; of several files of one plugin it takes the one with the
 * highest version, of equal ones the one that was written last.
 */
final class Planner {

  private static final Comparator<Candidate> NEWEST =
      Comparator.comparing((Candidate candidate) -> candidate.manifest.order())
          .thenComparing(candidate -> candidate.modified)
          .thenComparing(candidate -> String.valueOf(candidate.file.getFileName()))
          .thenComparing(candidate -> candidate.file);

  private final Judge judge;

  /** Knows what contents are and what speaks against them. */
  interface Judge {

    /** Returns what the manifest of a content says. */
    PluginManifest manifest(Content content);

    /** Returns why a content is not to be deployed, to follow the file's name. */
    Optional<String> objection(Content content);
  }

  /** A content that a file offers. */
  private record Candidate(
      Path file, Content content, PluginManifest manifest, boolean fallback, FileTime modified) {

    static Candidate of(Path file, Content content, PluginManifest manifest, boolean fallback) {
      return new Candidate(file, content, manifest, fallback, modified(file));
    }

    /** A file that is gone by now is older than any other. */
    private static FileTime modified(Path file) {
      try {
        return Files.getLastModifiedTime(file);
      } catch (IOException gone) {
        return FileTime.fromMillis(0);
      }
    }
  }

  Planner(Judge judge) {
    this.judge = judge;
  }

  /**
   * Makes a plan.
   *
   * @param lastGood finds the content of a file that was deployed last
   * @param deployed the current generations, by plugin id
   */
  Plan plan(
      Snapshot snapshot,
      Function<Path, Optional<Content>> lastGood,
      Map<String, Deployed> deployed) {
    List<Refusal> refusals = new ArrayList<>();
    Map<String, List<Candidate>> byPlugin = new TreeMap<>();
    snapshot
        .files()
        .forEach(
            (file, current) ->
                candidate(file, current.orElse(null), lastGood, refusals)
                    .ifPresent(
                        candidate ->
                            byPlugin
                                .computeIfAbsent(candidate.manifest.id(), id -> new ArrayList<>())
                                .add(candidate)));
    List<Deploy> deploys = new ArrayList<>();
    List<Deployed> moves = new ArrayList<>();
    byPlugin.forEach(
        (id, candidates) -> {
          Candidate winner = candidates.stream().max(NEWEST).orElseThrow();
          Deployed now = deployed.get(id);
          candidates.stream()
              .filter(candidate -> !candidate.equals(winner) && !superseded(candidate, now))
              .forEach(loser -> refusals.add(beaten(loser, winner)));
          if (now == null || !now.content().equals(winner.content)) {
            deploys.add(
                Deploy.of(winner.manifest, winner.content, winner.file, now, reason(winner, now)));
          } else if (!now.file().equals(winner.file)) {
            moves.add(now.from(winner.file));
          }
        });
    List<Removal> removals =
        deployed.values().stream()
            .filter(plugin -> !byPlugin.containsKey(plugin.id()))
            .map(plugin -> new Removal(plugin, removed(plugin, snapshot)))
            .toList();
    return new Plan(deploys, removals, moves, refusals);
  }

  private Optional<Candidate> candidate(
      Path file,
      @Nullable Content current,
      Function<Path, Optional<Content>> lastGood,
      List<Refusal> refusals) {
    if (current != null) {
      Optional<String> objection = judge.objection(current);
      if (objection.isEmpty()) {
        return Optional.of(Candidate.of(file, current, judge.manifest(current), false));
      }
      String reason = file.getFileName() + " " + objection.get();
      refusals.add(new Refusal(file, current, judge.manifest(current), reason));
    }
    return lastGood
        .apply(file)
        .filter(good -> !good.equals(current) && judge.objection(good).isEmpty())
        .map(good -> Candidate.of(file, good, judge.manifest(good), true));
  }

  /** What runs so far is about to be replaced by a newer file beside it: nothing is refused. */
  private static boolean superseded(Candidate candidate, @Nullable Deployed now) {
    return now != null
        && now.file().equals(candidate.file)
        && now.content().equals(candidate.content);
  }

  private static Refusal beaten(Candidate loser, Candidate winner) {
    return new Refusal(
        loser.file,
        loser.content,
        loser.manifest,
        "%s is plugin %s %s, and so is %s with version %s, which is taken"
            .formatted(
                loser.file.getFileName(),
                loser.manifest.id(),
                loser.manifest.version(),
                winner.file.getFileName(),
                winner.manifest.version()));
  }

  private static String reason(Candidate winner, @Nullable Deployed now) {
    String file = String.valueOf(winner.file.getFileName());
    if (winner.fallback) {
      return "the last good content of " + file + " is taken, since its present one is refused";
    }
    if (now == null) {
      return file + " is new";
    }
    return now.file().equals(winner.file)
        ? "the content of " + file + " has changed"
        : file + " takes the place of " + now.file().getFileName();
  }

  private static String removed(Deployed plugin, Snapshot snapshot) {
    return snapshot.files().containsKey(plugin.file())
        ? plugin.file().getFileName() + " now is another plugin"
        : plugin.file().getFileName() + " is gone";
  }
}
