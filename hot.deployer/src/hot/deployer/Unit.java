// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.Plan.Deploy;
import hot.deployer.Staging.Staged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * New generations that are tied to each other, providers first: all of them are switched to, in one
 * step, or none.
 */
final class Unit {

  private final List<Staged> members;
  private final List<Staged> started = new ArrayList<>();
  private boolean failed;

  private Unit(List<Staged> members) {
    this.members = List.copyOf(members);
  }

  /**
   * Divides new generations into units.
   *
   * @param ordered all of them, providers first
   * @return the unit of each, by the number of its bundle
   */
  static Map<Long, Unit> divide(List<Staged> ordered) {
    Map<String, Set<Staged>> byPlugin = new HashMap<>();
    for (Staged staged : ordered) {
      byPlugin.put(staged.deploy().plugin(), new LinkedHashSet<>(Set.of(staged)));
    }
    for (Staged staged : ordered) {
      for (String tie : staged.deploy().ties()) {
        join(byPlugin, staged.deploy().plugin(), tie);
      }
    }
    Map<Set<Staged>, Unit> units = new HashMap<>();
    Map<Long, Unit> byBundle = new LinkedHashMap<>();
    for (Staged staged : ordered) {
      Set<Staged> group = byPlugin.getOrDefault(staged.deploy().plugin(), Set.of(staged));
      Unit unit =
          units.computeIfAbsent(
              group, each -> new Unit(ordered.stream().filter(each::contains).toList()));
      byBundle.put(staged.bundle().getBundleId(), unit);
    }
    return byBundle;
  }

  private static void join(Map<String, Set<Staged>> byPlugin, String one, String other) {
    Set<Staged> left = byPlugin.get(one);
    Set<Staged> right = byPlugin.get(other);
    if (left == null || right == null || left == right) {
      // The other one goes, or could not be installed; then this one is undone.
      return;
    }
    left.addAll(right);
    for (Staged moved : right) {
      byPlugin.put(moved.deploy().plugin(), left);
    }
  }

  List<Staged> members() {
    return members;
  }

  List<Staged> started() {
    return started;
  }

  void fail() {
    failed = true;
  }

  boolean failed() {
    return failed;
  }

  /**
   * Returns whose fault it is that a member failed: its own if its content is new, else that of the
   * new contents that it follows.
   */
  Set<Deploy> toBlame(Staged member) {
    Map<String, Deploy> deploys = new HashMap<>();
    members.forEach(each -> deploys.put(each.deploy().plugin(), each.deploy()));
    Set<Deploy> found = new LinkedHashSet<>();
    trace(member.deploy(), deploys, found);
    return found;
  }

  private static void trace(Deploy deploy, Map<String, Deploy> left, Set<Deploy> found) {
    left.remove(deploy.plugin());
    if (!deploy.follower()) {
      found.add(deploy);
      return;
    }
    for (String tie : deploy.ties()) {
      Deploy tied = left.get(tie);
      if (tied != null) {
        trace(tied, left, found);
      }
    }
  }
}
