// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.GenerationSwitch;
import hot.deployer.Expendable.Outcome;
import hot.deployer.Plan.Deploy;
import hot.deployer.Staging.Staged;
import hot.deployer.Transaction.Result;
import hot.deployer.Unloader.Leaving;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;

/** One transaction under way. Used once. */
final class TransactionRun {

  private final Transaction transaction;
  private final Staging staging;
  private final Unloader unloader;
  private final Set<Long> current;
  private final StepTimes steps;
  private final List<Result> results = new ArrayList<>();

  /** The numbers of the bundles of units that failed. */
  private final Set<Long> failed = new HashSet<>();

  /** The plugins that could not be installed. */
  private final Set<String> lost = new HashSet<>();

  private Set<Long> visible = Set.of();
  private Map<Long, Unit> units = Map.of();

  TransactionRun(Transaction transaction, Collection<Deployed> current, StepTimes steps) {
    this.transaction = transaction;
    this.staging = transaction.staging;
    this.unloader = transaction.unloader;
    this.current = current.stream().map(Deployed::bundleId).collect(Collectors.toUnmodifiableSet());
    this.steps = steps;
  }

  List<Result> deploy(List<Deploy> deploys) {
    List<Staged> installed = steps.time("install", () -> install(deploys));
    ServiceRegistration<?> hook = isolate(installed);
    try {
      if (!installed.isEmpty()) {
        steps.time("resolve", () -> resolve(installed));
      }
      List<Staged> ordered = staging.providersFirst(installed);
      units = Unit.divide(ordered);
      ordered.forEach(this::start);
      for (Unit unit : new LinkedHashSet<>(units.values())) {
        if (!unit.failed() && !isBereft(unit) && isWiredWell(unit)) {
          switchOver(unit);
        }
      }
    } finally {
      hook.unregister();
    }
    return results;
  }

  private @Nullable Void resolve(List<Staged> installed) {
    staging.resolve(installed);
    return null;
  }

  private List<Staged> install(List<Deploy> deploys) {
    List<Staged> installed = new ArrayList<>();
    for (Deploy deploy : deploys) {
      try {
        installed.add(staging.install(deploy));
      } catch (IOException | BundleException | IllegalStateException refused) {
        lost.add(deploy.plugin());
        results.add(transaction.notInstalled(deploy, refused));
      }
    }
    return installed;
  }

  private ServiceRegistration<?> isolate(List<Staged> installed) {
    Set<Long> staged = new HashSet<>();
    Set<Long> staying = new HashSet<>(current);
    for (Staged one : installed) {
      staged.add(one.bundle().getBundleId());
      Deployed replaced = one.deploy().replaced();
      if (replaced != null) {
        staying.remove(replaced.bundleId());
      }
    }
    visible =
        Stream.concat(staged.stream(), staying.stream()).collect(Collectors.toUnmodifiableSet());
    return transaction.context.registerService(
        ResolverHookFactory.class, new StagingHook(staged, staying, current), null);
  }

  private Unit unit(Staged staged) {
    Unit unit = units.get(staged.bundle().getBundleId());
    if (unit == null) {
      throw new IllegalStateException("not of this transaction: " + staged);
    }
    return unit;
  }

  private void start(Staged staged) {
    Unit unit = unit(staged);
    if (unit.failed() || isBereft(unit) || !isWiredWell(unit)) {
      return;
    }
    Outcome outcome = steps.time("start", () -> staging.start(staged));
    if (outcome instanceof Outcome.Hung hung) {
      String why = "its start " + hung.where();
      unloader.abandon(staged.leaving(), why);
      String objection = "does not start: " + why + "; this attempt is abandoned";
      fail(unit, staged, objection, false);
    } else if (outcome instanceof Outcome.Failed failure) {
      boolean unresolved = staging.unresolved(staged);
      fail(unit, staged, staging.explain(staged, failure, visible), unresolved);
    } else {
      unit.started().add(staged);
    }
  }

  private boolean isWiredWell(Unit unit) {
    WireCheck wires = new WireCheck(units.keySet(), visible);
    for (Staged member : unit.members()) {
      Optional<String> problem = wires.problem(member.bundle());
      if (problem.isPresent()) {
        fail(unit, member, problem.get(), false);
        return false;
      }
    }
    return true;
  }

  /** Undoes a unit if a member is wired to a generation that has failed, or tied to one. */
  private boolean isBereft(Unit unit) {
    boolean bereft =
        unit.members().stream()
            .anyMatch(
                member ->
                    !Collections.disjoint(failed, staging.providers(member))
                        || !Collections.disjoint(lost, member.deploy().ties()));
    if (bereft) {
      undo(unit);
      unit.members().stream()
          .map(Staged::deploy)
          .filter(deploy -> !deploy.follower())
          .forEach(deploy -> results.add(new Result.Again(deploy)));
    }
    return bereft;
  }

  /** A member failed: its unit is undone, and the new content that is to blame refused. */
  private void fail(Unit unit, Staged member, String objection, boolean othersMayCure) {
    Set<Deploy> blamed = unit.toBlame(member);
    String notes = Transaction.told(undo(unit));
    Deploy deploy = member.deploy();
    String told =
        deploy.follower()
            ? "would break %s %s, which %s"
                .formatted(deploy.plugin(), deploy.manifest().version(), objection)
            : objection;
    if (blamed.isEmpty()) {
      results.add(new Result.Stuck(deploy, Transaction.told(List.of(told, notes))));
    }
    for (Staged each : unit.members()) {
      if (blamed.contains(each.deploy())) {
        results.add(
            new Result.Undone(
                each.deploy(),
                Transaction.told(List.of(told, notes)),
                othersMayCure || deploy.follower()));
      } else if (!each.deploy().follower()) {
        results.add(new Result.Again(each.deploy()));
      }
    }
  }

  /** Takes all members out, users first; returns what is worth telling. */
  private List<String> undo(Unit unit) {
    unit.fail();
    List<String> notes = new ArrayList<>();
    for (int i = unit.members().size() - 1; i >= 0; i--) {
      Staged member = unit.members().get(i);
      failed.add(member.bundle().getBundleId());
      if (!unloader.isAbandoned(member.leaving())) {
        notes.add(unloader.unload(member.leaving(), steps));
      }
    }
    return notes;
  }

  private void switchOver(Unit unit) {
    Map<Staged, List<String>> factories = new HashMap<>();
    unit.members().forEach(member -> factories.put(member, staging.factories(member)));
    List<GenerationSwitch.Change> changes =
        unit.members().stream().map(TransactionRun::change).toList();
    boolean onProbation =
        transaction.probations.enabled()
            && changes.stream().anyMatch(change -> change.from() != null);
    GenerationSwitch.Result result = transaction.switchTo(changes, onProbation, steps);
    if (result.failure() != null) {
      Staged culprit =
          unit.members().stream()
              .filter(member -> member.deploy().plugin().equals(result.plugin()))
              .findFirst()
              .orElse(unit.members().get(0));
      List<String> told = new ArrayList<>();
      told.add("does not work: " + result.failure().summary());
      told.addAll(result.notes());
      fail(unit, culprit, Transaction.told(told), false);
      return;
    }
    List<Result.Switched> switched = new ArrayList<>();
    Map<Staged, String> notes = onProbation ? Map.of() : unloadReplaced(unit);
    List<String> switching = result.notes();
    for (Staged member : unit.members()) {
      // Once, with the first one.
      List<String> told = new ArrayList<>(switching);
      switching = List.of();
      told.add(notes.getOrDefault(member, ""));
      switched.add(
          new Result.Switched(
              member.deploy(),
              deployed(member, factories.getOrDefault(member, List.of())),
              Transaction.told(told)));
    }
    results.addAll(switched);
    // Whoever is wired to a generation needs it to stay.
    Set<Long> used = new HashSet<>();
    unit.members().forEach(member -> used.addAll(staging.providers(member)));
    transaction.probations.conclude(probation -> used.stream().anyMatch(probation::runs));
    if (onProbation) {
      transaction.probations.begin(
          switched.stream().map(each -> new Probation.Member(each.deploy(), each.now())).toList(),
          changes);
    }
  }

  private static GenerationSwitch.Change change(Staged staged) {
    Deployed old = staged.deploy().replaced();
    return new GenerationSwitch.Change(
        staged.deploy().plugin(),
        staged.generation(),
        old == null ? null : old.bundleId(),
        staged.bundle().getBundleId());
  }

  /** Unloads what was replaced, users first, so that nothing of theirs is in use any more. */
  private Map<Staged, String> unloadReplaced(Unit unit) {
    Map<Staged, String> notes = new HashMap<>();
    for (int i = unit.members().size() - 1; i >= 0; i--) {
      Staged member = unit.members().get(i);
      Deployed old = member.deploy().replaced();
      if (old != null) {
        Leaving leaving = Leaving.of(old);
        notes.put(
            member,
            Transaction.told(
                List.of(unloader.unload(leaving, steps), unloader.stillUsed(leaving))));
      }
    }
    return notes;
  }

  private Deployed deployed(Staged staged, List<String> factories) {
    Deploy deploy = staged.deploy();
    Deployed old = deploy.replaced();
    return new Deployed(
        deploy.manifest(),
        deploy.content(),
        deploy.file(),
        staged.generation(),
        staged.bundle().getBundleId(),
        transaction.clock.instant(),
        factories,
        previousVersion(deploy, old));
  }

  private static String previousVersion(Deploy deploy, @Nullable Deployed old) {
    if (old == null) {
      return "";
    }
    return deploy.follower() ? old.previousVersion() : old.manifest().version();
  }
}
