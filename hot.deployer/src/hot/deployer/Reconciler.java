// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.GenerationSwitch.Trouble;
import bus.api.plugin.StepTime;
import hot.deployer.Holds.Hold;
import hot.deployer.Holds.Kind;
import hot.deployer.Plan.Refusal;
import hot.deployer.Transaction.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the running plugins to what the folders hold, look by look.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final int MAX_ROUNDS = 100;

  private final Logbook logbook;
  private final FolderScanner scanner;
  private final Verdicts verdicts;
  private final CheckedPlanner planner;
  private final Transaction transaction;
  private final DeployedSet deployed;
  private final Quarantine quarantine;
  private final Reports reports;
  private Snapshot latest = new Snapshot(Map.of(), List.of(), Set.of());
  private boolean looked;

  Reconciler(
      Verdicts verdicts,
      CheckedPlanner planner,
      Logbook logbook,
      FolderScanner scanner,
      Transaction transaction,
      DeployedSet deployed,
      Quarantine quarantine) {
    this.logbook = logbook;
    this.scanner = scanner;
    this.transaction = transaction;
    this.deployed = deployed;
    this.verdicts = verdicts;
    this.planner = planner;
    this.quarantine = quarantine;
    this.reports = new Reports(deployed.current());
  }

  /**
   * Looks at the folders and does what is to be done.
   *
   * @param touched files to read even if they look unchanged
   * @param detected how long ago the first event was that led to this look
   * @return what came about; without changes, and with the number of the last one, if nothing did
   */
  Deployment look(Set<Path> touched, Duration detected) throws IOException {
    Instant began = logbook.now();
    StepTimes steps = logbook.steps();
    verdicts.look();
    steps.add("detect", detected);
    transaction.probations.deployment(logbook.next());
    Snapshot snapshot = scanner.scan(touched, steps);
    latest = snapshot;
    deployed.forgetFilesNotIn(snapshot);
    List<Change> changes = new ArrayList<>();
    boolean first = !looked;
    looked = true;
    if (first && (deployed.differsFrom(snapshot) || deployed.holds().anyNeeded())) {
      Snapshot before = deployed.lastGood(snapshot);
      rounds(before, () -> restoring(before), changes, steps);
    }
    boolean moved = rounds(snapshot, () -> plan(snapshot), changes, steps);
    if (!changes.isEmpty() || moved || first || deployed.isUnsaved()) {
      verdicts.retain(deployed.save(snapshot, quarantine.list()));
    }
    return logbook.told(began, changes, steps);
  }

  /**
   * Plans and does until nothing is left to be done; says whether a plugin has another file now.
   */
  private boolean rounds(
      Snapshot snapshot, Supplier<Plan> planning, List<Change> changes, StepTimes steps) {
    boolean moved = false;
    Plan plan = steps.time("verify", planning::get);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      plan.refusals().forEach(refusal -> refuse(refusal, changes));
      plan.helds().forEach(held -> hold(held, changes));
      plan.moves().forEach(deployed::move);
      plan.overtaken().forEach(deployed.holds()::drop);
      keep(plan.helds());
      moved |= !plan.moves().isEmpty() || deployed.holds().changed();
      if (!carryOut(plan, changes, steps)) {
        break;
      }
      plan = steps.time("verify", planning::get);
    }
    for (Snapshot.Unusable unusable : snapshot.unusable()) {
      if (quarantine.isNew(unusable)) {
        changes.add(Reports.told(reports.of(unusable)));
      }
    }
    quarantine.update(plan.refusals(), snapshot.unusable());
    return moved;
  }

  private Plan plan(Snapshot snapshot) {
    verdicts.begin(deployed.current().values(), snapshot.contents());
    return planner.plan(
        snapshot, deployed, deployed.current(), deployed.holds().without(Kind.NEEDED));
  }

  /** Plans what ran when the last process ended; what has come since is looked at after that. */
  private Plan restoring(Snapshot before) {
    verdicts.begin(deployed.current().values(), latest.contents());
    return planner.plan(
        before, deployed, deployed.current(), deployed.holds().without(Kind.ROLLED_BACK));
  }

  /** Returns what a look would do now; does nothing of it. */
  DeploymentPlan preview() throws IOException {
    Snapshot snapshot = scanner.scan(Set.of(), new StepTimes());
    Plan plan = plan(snapshot);
    return new Preview(reports).of(logbook.now(), plan, snapshot.unusable());
  }

  /**
   * Says whether there was something to do. What comes is first, so that nothing goes too early.
   */
  private boolean carryOut(Plan plan, List<Change> changes, StepTimes steps) {
    if (!plan.deploys().isEmpty()) {
      Set<Deployed> staying = new HashSet<>(deployed.current().values());
      plan.removals().forEach(removal -> staying.remove(removal.plugin()));
      transaction.deploy(plan.deploys(), staying, steps).forEach(result -> settle(result, changes));
      return true;
    }
    for (Plan.Removal removal : plan.removals()) {
      String notes = transaction.remove(removal.plugin(), steps);
      deployed.remove(removal.plugin());
      changes.add(Reports.told(reports.of(removal, notes)));
    }
    return !plan.removals().isEmpty();
  }

  private void settle(Result result, List<Change> changes) {
    if (result instanceof Result.Switched switched) {
      deployed.settle(switched.now());
      changes.add(Reports.told(reports.of(switched.deploy(), switched.notes())));
    } else if (result instanceof Result.Undone undone) {
      // The next round refuses it, and tells.
      verdicts.failed(undone.deploy().content(), undone.objection(), undone.othersMayCure());
      refuse(
          Refusal.of(
              undone.deploy().file(),
              undone.deploy().content(),
              undone.deploy().manifest(),
              Objection.lasting(undone.objection())),
          changes);
    } else if (result instanceof Result.Postponed postponed) {
      verdicts.postpone(postponed.deploy().content(), postponed.objection());
      // The next round refuses it, and tells.
    } else if (result instanceof Result.Stuck stuck) {
      // The next round keeps what it can not do without, and tells.
      planner.stuck(stuck.deploy().plugin(), stuck.objection());
    }
  }

  private void refuse(Refusal refusal, List<Change> changes) {
    if (quarantine.isNew(refusal)) {
      changes.add(Reports.told(reports.of(refusal)));
    }
  }

  /** Writes down which plugins stay only because others need them. */
  private void keep(List<Plan.Held> helds) {
    Set<String> needed = new HashSet<>();
    for (Plan.Held held : helds) {
      Deployed plugin = deployed.current().get(held.plugin());
      if (held.kind() == Kind.NEEDED && plugin != null) {
        needed.add(held.plugin());
        deployed
            .holds()
            .put(
                held.plugin(), new Hold(Kind.NEEDED, plugin.content().sha256(), "", plugin.file()));
      }
    }
    deployed.holds().retainNeeded(needed);
  }

  private void hold(Plan.Held held, List<Change> changes) {
    if (held.kind() != Kind.ROLLED_BACK && quarantine.isNew(held)) {
      changes.add(Reports.told(reports.of(held)));
    }
  }

  /**
   * A controller fails on probation: goes back.
   *
   * @return what came about; without changes if the probation is over
   */
  Deployment goBack(Trouble trouble) {
    Instant began = logbook.now();
    StepTimes steps = logbook.steps();
    List<Change> changes = new ArrayList<>();
    transaction
        .probations
        .of(trouble.bundle())
        .ifPresent(each -> goBack(each, trouble, changes, steps));
    return logbook.told(began, changes, steps);
  }

  private void goBack(Probation probation, Trouble trouble, List<Change> changes, StepTimes steps) {
    String why =
        "failed on probation: controller %s: %s"
            .formatted(trouble.controller(), trouble.failure().summary());
    Failure failure = transaction.returnFrom(probation, steps);
    if (failure == null) {
      probation.members().forEach(deployed::giveBack);
      verdicts.begin(deployed.current().values(), latest.contents());
      probation.members().stream()
          .filter(member -> !member.deploy().follower())
          .forEach(member -> condemn(member.now(), why));
    }
    for (Probation.Member member : probation.members()) {
      changes.add(Reports.told(Reports.returned(member, why, failure)));
    }
    verdicts.retain(deployed.save(latest, quarantine.list()));
  }

  /** Keeps a content from being tried again; what is told now needs not to be told as refused. */
  private void condemn(Deployed failed, String why) {
    verdicts.failed(failed.content(), why, false);
    quarantine.isNew(
        Refusal.of(failed.file(), failed.content(), failed.manifest(), Objection.lasting(why)));
  }

  /**
   * Ends the probations whose time is over and unloads their predecessors.
   *
   * @return the further steps of the deployments concerned, by number
   */
  Map<Long, List<StepTime>> endProbations() {
    StepTimes steps = logbook.steps();
    List<Probation> over = transaction.probations.concludeExpired();
    if (!over.isEmpty()) {
      transaction.probations.unloadRetired(steps);
      verdicts.retain(deployed.save(latest, quarantine.list()));
      over.stream().mapToLong(Probation::deployment).max().ifPresent(steps::commitSteps);
    }
    Map<Long, List<StepTime>> more = new TreeMap<>();
    over.forEach(probation -> more.put(probation.deployment(), steps.toList()));
    return more;
  }

  /** The state directory has gone and is there again, empty. */
  void lost() throws IOException {
    scanner.reread();
    deployed.lost();
  }

  /** Takes all plugins out, the last first. */
  void removeAll() {
    transaction.probations.conclude(probation -> true);
    transaction.probations.unloadRetired(new StepTimes());
    for (Deployed plugin : deployed.lastFirst()) {
      String notes = transaction.remove(plugin, new StepTimes());
      deployed.remove(plugin);
      log.info("plugin stopped plugin={} notes={}", plugin.id(), notes);
    }
    deployed.closed();
  }
}
