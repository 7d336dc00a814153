// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Held;
import hot.deployer.Plan.Refusal;
import hot.deployer.Plan.Removal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps plugins together that name the same group: what changes of them at one look changes
 * together, and nothing of them as long as one is not taken.
 */
final class Groups {

  private final Plan plan;

  /** Why nothing of a group changes, by its name. */
  private final Map<String, Obstacle> obstacles = new TreeMap<>();

  /** Which of a group is not taken. */
  private record Obstacle(String reason, boolean mayPass) {}

  /**
   * Looks at a plan.
   *
   * @param unfinished the files that hold something that can not be taken, or not yet
   * @param deployed the current generations, by plugin id
   */
  Groups(Plan plan, Set<Path> unfinished, Map<String, Deployed> deployed) {
    this.plan = plan;
    for (Deployed plugin : deployed.values()) {
      if (unfinished.contains(plugin.file())) {
        add(plugin.manifest().group(), name(plugin.file()) + " is not complete", true);
      }
    }
    for (Held held : plan.helds()) {
      Deployed plugin = deployed.get(held.plugin());
      if (plugin != null && held.kind() != Holds.Kind.NEEDED) {
        add(plugin.manifest().group(), held.plugin() + " is " + held.kind().text(), false);
      }
    }
    for (Refusal refusal : plan.refusals()) {
      if (!refusal.mayPass()) {
        add(refusal.manifest().group(), name(refusal.file()) + " is refused", false);
      }
    }
  }

  private void add(String group, String reason, boolean mayPass) {
    if (!group.isEmpty()) {
      obstacles.put(group, new Obstacle(reason, mayPass));
    }
  }

  /** Returns the plan without what can not come or go because of the rest of its group. */
  Plan whole() {
    if (obstacles.isEmpty()) {
      return plan;
    }
    List<Deploy> deploys = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>(plan.refusals());
    for (Deploy deploy : plan.deploys()) {
      Obstacle obstacle = obstacles.get(deploy.manifest().group());
      if (obstacle == null) {
        deploys.add(deploy);
      } else {
        refusals.add(refusal(deploy, obstacle));
      }
    }
    return new Plan(
        deploys, plan.removals(), plan.moves(), refusals, plan.helds(), plan.overtaken());
  }

  private static Refusal refusal(Deploy deploy, Obstacle obstacle) {
    String group = deploy.manifest().group();
    Objection objection =
        new Objection(
            "belongs to the group %s, of which %s".formatted(group, obstacle.reason),
            "that all of the group %s can be taken".formatted(group));
    Refusal refusal = Refusal.of(deploy.file(), deploy.content(), deploy.manifest(), objection);
    return obstacle.mayPass ? refusal.passing() : refusal;
  }

  /** Returns which plugins are not to go because of the rest of their group, by plugin id. */
  Map<String, Held> kept() {
    Map<String, Held> kept = new TreeMap<>();
    for (Removal removal : plan.removals()) {
      String group = removal.plugin().manifest().group();
      Obstacle obstacle = obstacles.get(group);
      if (obstacle != null) {
        String need = "it belongs to the group %s, of which %s".formatted(group, obstacle.reason);
        kept.put(removal.plugin().id(), Held.needed(removal, need));
      }
    }
    return kept;
  }

  /** Ties those of one group to each other. */
  static List<Deploy> tied(List<Deploy> complete) {
    Map<String, Set<String>> members = new TreeMap<>();
    complete.stream()
        .filter(deploy -> !deploy.follower() && !deploy.manifest().group().isEmpty())
        .forEach(
            deploy ->
                members
                    .computeIfAbsent(deploy.manifest().group(), none -> new TreeSet<>())
                    .add(deploy.plugin()));
    List<Deploy> tied = new ArrayList<>();
    for (Deploy deploy : complete) {
      Set<String> ties = new TreeSet<>(deploy.ties());
      if (!deploy.follower()) {
        ties.addAll(members.getOrDefault(deploy.manifest().group(), Set.of()));
        ties.remove(deploy.plugin());
      }
      tied.add(deploy.tiedTo(ties));
    }
    return tied;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
