// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.GenerationSwitch;
import hot.deployer.Plan.Deploy;
import hot.deployer.Unloader.Leaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generations that were switched to together, whose predecessors stay installed for a while.
 *
 * @param deployment the number of the deployment that switched to them
 * @param members the generations, providers first
 * @param changes what was switched
 * @param until when it ends, by {@link System#nanoTime()}
 */
record Probation(
    long deployment, List<Member> members, List<GenerationSwitch.Change> changes, long until) {

  /** A generation on probation, and what it came from. */
  record Member(Deploy deploy, Deployed now) {

    @Nullable Deployed old() {
      return deploy.replaced();
    }
  }

  Probation {
    members = List.copyOf(members);
    changes = List.copyOf(changes);
  }

  boolean concerns(String plugin) {
    return members.stream().anyMatch(member -> member.deploy.plugin().equals(plugin));
  }

  boolean runs(long bundle) {
    return members.stream().anyMatch(member -> member.now.bundleId() == bundle);
  }

  /** Returns the predecessors, users first. */
  List<Leaving> predecessors() {
    List<Leaving> leaving = new ArrayList<>();
    for (int i = members.size() - 1; i >= 0; i--) {
      Deployed old = members.get(i).old();
      if (old != null) {
        leaving.add(Leaving.of(old));
      }
    }
    return leaving;
  }

  /** Returns the generations themselves, users first. */
  List<Leaving> successors() {
    List<Leaving> leaving = new ArrayList<>();
    for (int i = members.size() - 1; i >= 0; i--) {
      leaving.add(Leaving.of(members.get(i).now));
    }
    return leaving;
  }
}
