// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.Holds.Hold;
import hot.deployer.PackageCheck.Finding;
import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Held;
import hot.deployer.Plan.Removal;
import hot.deployer.Planner.Contents;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * Makes plans that leave nobody behind: completed by those that follow, without contents that would
 * break others, and without the removal of what others need.
 *
 * <p>Belongs to the deployer's thread.
 */
final class CheckedPlanner {

  private final Planner planner;
  private final Verdicts verdicts;
  private final Followers followers;
  private final HostUsers hostUsers;

  /** Which plugins did not work without one that was to go, by plugin id. */
  private final Map<String, Stuck> stuck = new HashMap<>();

  /** What happened, and what there was then. */
  private record Stuck(String circumstances, String objection) {}

  CheckedPlanner(Verdicts verdicts, BundleContext context) {
    this.planner = new Planner(verdicts);
    this.verdicts = verdicts;
    this.followers = new Followers(context);
    this.hostUsers = new HostUsers(context);
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
    Map<String, Held> needed = new HashMap<>();
    Map<String, Objection> inTheWay = new HashMap<>();
    // Each round condemns a content or keeps a plugin.
    int rounds = 2 * (snapshot.files().size() + deployed.size() + holds.size()) + 1;
    for (int round = 0; round < rounds; round++) {
      Plan bare = planner.plan(snapshot, contents, deployed, holds).without(inTheWay);
      Groups groups = new Groups(bare, snapshot.unfinished(), deployed);
      needed.putAll(groups.kept());
      Plan plan = groups.whole().keeping(needed);
      List<Deploy> complete =
          Groups.tied(followers.with(plan.deploys(), deployed, plan.removals()));
      Map<String, Held> stuck = stuck(plan.removals(), complete);
      needed.putAll(stuck);
      List<Finding> findings =
          new PackageCheck(verdicts.host(), deployed, complete, plan.removals()).findings();
      findings.forEach(finding -> apply(finding, needed));
      boolean free = restartsNobody(complete, plan.removals(), inTheWay, needed);
      if (findings.isEmpty() && stuck.isEmpty() && free) {
        return plan.completed(complete);
      }
    }
    throw new IllegalStateException("no plan comes about in " + rounds + " rounds");
  }

  /** Says whether no bundle of the host would have to be restarted; else finds what is to blame. */
  private boolean restartsNobody(
      List<Deploy> complete,
      List<Removal> removals,
      Map<String, Objection> inTheWay,
      Map<String, Held> needed) {
    Map<String, Deploy> plan = byPlugin(complete);
    boolean free = true;
    for (Deployed plugin : leaving(complete, removals)) {
      String users = hostUsers.of(plugin);
      if (!users.isEmpty()) {
        free = false;
        String reason =
            "would need a restart of a bundle of the host: %s of %s".formatted(users, plugin.id());
        Objection objection =
            new Objection(reason, Objection.FILE + ", or that the host gives way");
        Set<String> blamed = new HashSet<>();
        trace(plugin.id(), plan, blamed);
        blamed.forEach(each -> inTheWay.put(each, objection));
        keep(removals, blamed, "that " + reason, needed);
      }
    }
    return free;
  }

  private static List<Deployed> leaving(List<Deploy> complete, List<Removal> removals) {
    return Stream.concat(
            complete.stream().map(Deploy::replaced).flatMap(Stream::ofNullable),
            removals.stream().map(Removal::plugin))
        .toList();
  }

  private static void keep(
      List<Removal> removals, Set<String> which, String need, Map<String, Held> needed) {
    removals.stream()
        .filter(removal -> which.contains(removal.plugin().id()))
        .forEach(removal -> needed.put(removal.plugin().id(), Held.needed(removal, need)));
  }

  private static Map<String, Deploy> byPlugin(List<Deploy> complete) {
    Map<String, Deploy> plan = new HashMap<>();
    complete.forEach(deploy -> plan.put(deploy.plugin(), deploy));
    return plan;
  }

  private void apply(Finding finding, Map<String, Held> needed) {
    if (finding instanceof Finding.Missing missing) {
      verdicts.failed(missing.deploy().content(), missing.reason(), true);
    } else if (finding instanceof Finding.Break broken) {
      verdicts.failed(broken.deploy().content(), broken.reason(), true);
    } else if (finding instanceof Finding.Needed need) {
      needed.put(need.removal().plugin().id(), Held.needed(need.removal(), need.reason()));
    }
  }

  /**
   * Remembers that a plugin did not work without one that was to go, as long as others offer the
   * same.
   *
   * @param objection what happened, to follow the name of what was to go
   */
  void stuck(String plugin, String objection) {
    stuck.put(plugin, new Stuck(verdicts.circumstances(true), objection));
  }

  /** Finds those that are not to go because who uses them did not work without. */
  private Map<String, Held> stuck(List<Removal> removals, List<Deploy> complete) {
    String circumstances = stuck.isEmpty() ? "" : verdicts.circumstances(true);
    stuck.values().removeIf(each -> !each.circumstances.equals(circumstances));
    Map<String, Deploy> plan = byPlugin(complete);
    Map<String, Held> needed = new HashMap<>();
    stuck.forEach(
        (plugin, why) -> {
          Set<String> used = new HashSet<>();
          trace(plugin, plan, used);
          keep(removals, used, "that " + why.objection, needed);
        });
    return needed;
  }

  private static void trace(String plugin, Map<String, Deploy> plan, Set<String> found) {
    Deploy deploy = plan.get(plugin);
    if (found.add(plugin) && deploy != null && deploy.follower()) {
      deploy.ties().forEach(tie -> trace(tie, plan, found));
    }
  }
}
