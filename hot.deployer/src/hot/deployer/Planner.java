// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.Holds.Hold;
import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Held;
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

    /** Returns why a content is not to be deployed. */
    Optional<Objection> objection(Content content);
  }

  /** Finds contents that are no file's present one. */
  interface Contents {

    /** Finds the content of a file that was deployed last. */
    Optional<Content> lastGood(Path file);

    /** Finds a content by its hash. */
    Optional<Content> find(String hash);
  }

  /** Why a content is offered. */
  private enum Origin {
    /** It is what the file holds. */
    PRESENT,
    /** It is what the file held before, and what it holds now is refused. */
    FALLBACK,
    /** It is what the file held before; what it holds now is not looked at, or not whole. */
    RESTORED,
    /** The plugin is to stay at it. */
    HELD
  }

  /** A content that a file offers. */
  private record Candidate(
      Path file, Content content, PluginManifest manifest, Origin origin, FileTime modified) {

    static Candidate of(Path file, Content content, PluginManifest manifest, Origin origin) {
      return new Candidate(file, content, manifest, origin, modified(file));
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
   * @param deployed the current generations, by plugin id
   * @param holds which plugins are to stay at a content
   */
  Plan plan(
      Snapshot snapshot,
      Contents contents,
      Map<String, Deployed> deployed,
      Map<String, Hold> holds) {
    return new Round(snapshot, contents, deployed, holds).plan();
  }

  /** The making of one plan. */
  private final class Round {
    private final Snapshot snapshot;
    private final Contents contents;
    private final Map<String, Deployed> deployed;
    private final Map<String, Hold> holds;
    private final List<Deploy> deploys = new ArrayList<>();
    private final List<Deployed> moves = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Held> helds = new ArrayList<>();
    private final List<String> overtaken = new ArrayList<>();

    Round(
        Snapshot snapshot,
        Contents contents,
        Map<String, Deployed> deployed,
        Map<String, Hold> holds) {
      this.snapshot = snapshot;
      this.contents = contents;
      this.deployed = deployed;
      this.holds = holds;
    }

    Plan plan() {
      Map<String, List<Candidate>> byPlugin = new TreeMap<>();
      snapshot
          .files()
          .forEach(
              (file, current) ->
                  candidate(file, current.orElse(null))
                      .ifPresent(
                          candidate ->
                              byPlugin
                                  .computeIfAbsent(candidate.manifest.id(), id -> new ArrayList<>())
                                  .add(candidate)));
      Map<String, Candidate> winners = new TreeMap<>();
      byPlugin.forEach((id, candidates) -> winners.put(id, winner(id, candidates)));
      new TreeMap<>(holds).forEach((id, hold) -> hold(id, hold, winners));
      winners.forEach(this::take);
      List<Removal> removals =
          deployed.values().stream()
              .filter(plugin -> !winners.containsKey(plugin.id()))
              .map(plugin -> new Removal(plugin, removed(plugin, snapshot)))
              .toList();
      return new Plan(deploys, removals, moves, refusals, helds, overtaken);
    }

    private Optional<Candidate> candidate(Path file, @Nullable Content current) {
      if (current != null) {
        Optional<Objection> objection = judge.objection(current);
        if (objection.isEmpty()) {
          return Optional.of(Candidate.of(file, current, judge.manifest(current), Origin.PRESENT));
        }
        refusals.add(Refusal.of(file, current, judge.manifest(current), objection.get()));
      }
      return contents
          .lastGood(file)
          .filter(good -> !good.equals(current) && judge.objection(good).isEmpty())
          .map(
              good ->
                  Candidate.of(
                      file,
                      good,
                      judge.manifest(good),
                      current == null ? Origin.RESTORED : Origin.FALLBACK));
    }

    private Candidate winner(String id, List<Candidate> candidates) {
      Candidate winner = candidates.stream().max(NEWEST).orElseThrow();
      Deployed now = deployed.get(id);
      candidates.stream()
          .filter(candidate -> !candidate.equals(winner) && !superseded(candidate, now))
          .forEach(loser -> refusals.add(beaten(loser, winner)));
      return winner;
    }

    private void hold(String id, Hold hold, Map<String, Candidate> winners) {
      Candidate winner = winners.get(id);
      if (hold.kind() == Holds.Kind.NEEDED) {
        need(id, hold, winners);
        return;
      }
      boolean pinned = hold.kind() == Holds.Kind.PINNED;
      if (!pinned && (winner == null || !winner.content.sha256().equals(hold.from()))) {
        overtaken.add(id);
        return;
      }
      Content content = contents.find(hold.content()).orElse(null);
      Path file = pinned || winner == null ? hold.file() : winner.file;
      if (content == null) {
        overtaken.add(id);
        return;
      }
      PluginManifest manifest = judge.manifest(content);
      Optional<Objection> objection = judge.objection(content);
      if (objection.isPresent()) {
        refusals.add(Refusal.of(file, content, manifest, objection.get()));
        if (!pinned) {
          overtaken.add(id);
          return;
        }
        winners.remove(id);
        Deployed now = deployed.get(id);
        if (now != null) {
          winners.put(id, Candidate.of(file, now.content(), now.manifest(), Origin.HELD));
        }
        return;
      }
      if (winner == null || !winner.content.equals(content)) {
        helds.add(held(id, file, winner, manifest, hold.kind()));
      }
      winners.put(id, Candidate.of(file, content, manifest, Origin.HELD));
    }

    /** Takes what others need, unless a file has the plugin. */
    private void need(String id, Hold hold, Map<String, Candidate> winners) {
      if (!winners.containsKey(id)) {
        contents
            .find(hold.content())
            .filter(content -> judge.objection(content).isEmpty())
            .map(each -> Candidate.of(hold.file(), each, judge.manifest(each), Origin.HELD))
            .ifPresent(candidate -> winners.put(id, candidate));
      }
    }

    private void take(String id, Candidate winner) {
      Deployed now = deployed.get(id);
      if (now == null || !now.content().equals(winner.content)) {
        deploys.add(
            Deploy.of(winner.manifest, winner.content, winner.file, now, reason(winner, now)));
      } else if (!now.file().equals(winner.file)) {
        moves.add(now.from(winner.file));
      }
    }
  }

  /** What runs so far is about to be replaced by a newer file beside it: nothing is refused. */
  private static boolean superseded(Candidate candidate, @Nullable Deployed now) {
    return now != null
        && now.file().equals(candidate.file)
        && now.content().equals(candidate.content);
  }

  private static Refusal beaten(Candidate loser, Candidate winner) {
    String reason =
        "is plugin %s %s, and so is %s with version %s, which is taken"
            .formatted(
                loser.manifest.id(),
                loser.manifest.version(),
                winner.file.getFileName(),
                winner.manifest.version());
    return Refusal.of(
            loser.file,
            loser.content,
            loser.manifest,
            new Objection(reason, Objection.FILE + ", or that the other one goes"))
        .passing();
  }

  private static Held held(
      String id, Path file, @Nullable Candidate winner, PluginManifest at, Holds.Kind kind) {
    String stays =
        kind == Holds.Kind.PINNED
            ? "%s is pinned to version %s".formatted(id, at.version())
            : "%s was rolled back to version %s until the file changes".formatted(id, at.version());
    if (winner == null) {
      String reason = file.getFileName() + " is gone, but " + stays;
      return new Held(id, "", file, "", reason, kind);
    }
    String reason =
        "the content of %s is another, but %s".formatted(winner.file.getFileName(), stays);
    return new Held(
        id, winner.manifest.version(), winner.file, winner.content.sha256(), reason, kind);
  }

  private static String reason(Candidate winner, @Nullable Deployed now) {
    String file = String.valueOf(winner.file.getFileName());
    if (winner.origin == Origin.FALLBACK) {
      return "the last good content of " + file + " is taken, since its present one is refused";
    }
    if (winner.origin == Origin.RESTORED) {
      return "the last good content of " + file + " is taken before what the file holds now";
    }
    if (winner.origin == Origin.HELD) {
      return "it is to stay at this content (pinned, rolled back or needed by others)";
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
