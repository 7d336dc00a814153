// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.DeploymentPlan.Item;
import hot.deployer.Plan.Deploy;
import hot.deployer.Snapshot.Unusable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows a plan to those who want to know before it is done. */
final class Preview {

  private final Reports reports;

  Preview(Reports reports) {
    this.reports = reports;
  }

  /** Shows a plan. */
  DeploymentPlan of(Instant at, Plan plan, List<Unusable> unusable) {
    List<Item> items = new ArrayList<>();
    int unit = 0;
    for (List<Deploy> together : units(plan.deploys())) {
      unit++;
      for (Deploy deploy : together) {
        items.add(new Item(unit, reports.of(deploy, "")));
      }
    }
    for (Plan.Removal removal : plan.removals()) {
      items.add(new Item(++unit, reports.of(removal, "")));
    }
    List<Change> not = new ArrayList<>();
    plan.refusals().forEach(refusal -> not.add(reports.of(refusal)));
    unusable.forEach(each -> not.add(reports.of(each)));
    plan.helds().forEach(held -> not.add(reports.of(held)));
    not.forEach(change -> items.add(new Item(0, change)));
    return new DeploymentPlan(at, items);
  }

  /** Divides contents into those that come together. */
  private static List<List<Deploy>> units(List<Deploy> complete) {
    Map<String, String> heads = new HashMap<>();
    complete.forEach(deploy -> heads.put(deploy.plugin(), deploy.plugin()));
    for (Deploy deploy : complete) {
      for (String tie : deploy.ties()) {
        if (heads.containsKey(tie)) {
          String from = heads.getOrDefault(tie, tie);
          String to = heads.getOrDefault(deploy.plugin(), deploy.plugin());
          heads.replaceAll((plugin, head) -> head.equals(from) ? to : head);
        }
      }
    }
    Map<String, List<Deploy>> units = new TreeMap<>();
    for (Deploy deploy : complete) {
      String head = heads.getOrDefault(deploy.plugin(), deploy.plugin());
      units.computeIfAbsent(head, none -> new ArrayList<>()).add(deploy);
    }
    return List.copyOf(units.values());
  }
}
