// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.plugin.GenerationSwitch;
import hot.deployer.Expendable.Outcome;
import hot.deployer.Plan.Deploy;
import hot.deployer.Staging.Staged;
import hot.deployer.Unloader.Leaving;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;

/**
 * Carries out a plan: all new generations are installed, resolved in one call and started beside
 * the old ones; then each is switched to, and its predecessor unloaded. One that fails is undone,
 * its predecessor was not touched; the others go on.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Transaction {

  private final BundleContext context;
  private final GenerationSwitch generations;
  private final Staging staging;
  private final Unloader unloader;
  private final Clock clock;

  /** What came of one content. */
  sealed interface Result {

    /** It is the current generation now. */
    record Switched(Deploy deploy, Deployed now, String notes) implements Result {}

    /** It failed and was undone; it is not to be tried again as it is. */
    record Undone(Deploy deploy, String objection) implements Result {}

    /** Another that it is wired to failed; it was undone, and has to be planned again. */
    record Again(Deploy deploy) implements Result {}
  }

  Transaction(
      BundleContext context,
      GenerationSwitch generations,
      Staging staging,
      Unloader unloader,
      Clock clock) {
    this.context = context;
    this.generations = generations;
    this.staging = staging;
    this.unloader = unloader;
    this.clock = clock;
  }

  /** Deploys contents; one run of it for one plan. */
  List<Result> deploy(List<Deploy> deploys, Collection<Deployed> current, StepTimes steps) {
    return new Run(current, steps).deploy(deploys);
  }

  /** Takes a plugin out; returns what is worth telling. */
  String remove(Deployed plugin, StepTimes steps) {
    List<String> notes = new ArrayList<>();
    Failure failure =
        switchTo(
            new GenerationSwitch.Change(plugin.id(), plugin.generation(), plugin.bundleId(), null),
            notes,
            steps);
    if (failure != null) {
      notes.add("its controllers could not be taken off the bus: " + failure.summary());
    }
    notes.add(unloader.unload(Leaving.of(plugin), steps));
    notes.add(unloader.stillUsed(Leaving.of(plugin)));
    return told(notes);
  }

  private @Nullable Failure switchTo(
      GenerationSwitch.Change change, List<String> notes, StepTimes steps) {
    try {
      GenerationSwitch.Result result = generations.switchTo(List.of(change));
      result.steps().forEach(step -> steps.add(step.step(), step.time()));
      notes.addAll(result.notes());
      return result.failure();
    } catch (RuntimeException | LinkageError broken) { // a boundary: the switch runs plugin code
      return Failure.of(broken);
    }
  }

  private static String told(List<String> notes) {
    return notes.stream().filter(note -> !note.isEmpty()).collect(Collectors.joining("; "));
  }

  /** One transaction under way. */
  private final class Run {

    private final Set<Long> current;
    private final StepTimes steps;
    private final List<Result> results = new ArrayList<>();
    private final Set<Long> failed = new HashSet<>();
    private Set<Long> visible = Set.of();

    Run(Collection<Deployed> current, StepTimes steps) {
      this.current =
          current.stream().map(Deployed::bundleId).collect(Collectors.toUnmodifiableSet());
      this.steps = steps;
    }

    List<Result> deploy(List<Deploy> deploys) {
      List<Staged> installed = steps.time("install", () -> install(deploys));
      ServiceRegistration<?> hook = isolate(installed);
      List<Staged> started = new ArrayList<>();
      try {
        if (!installed.isEmpty()) {
          steps.time("resolve", () -> resolve(installed));
        }
        for (Staged staged : staging.providersFirst(installed)) {
          if (!isBereft(staged) && start(staged)) {
            started.add(staged);
          }
        }
      } finally {
        hook.unregister();
      }
      for (Staged staged : started) {
        if (!isBereft(staged)) {
          switchOver(staged);
        }
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
          String reason = "can not be installed: " + Failure.of(refused).summary();
          results.add(new Result.Undone(deploy, reason));
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
      return context.registerService(
          ResolverHookFactory.class, new StagingHook(staged, staying, current), null);
    }

    private boolean start(Staged staged) {
      Outcome outcome = steps.time("start", () -> staging.start(staged));
      if (outcome instanceof Outcome.Hung hung) {
        String why = "its start " + hung.where();
        unloader.abandon(staged.leaving(), why);
        failed.add(staged.bundle().getBundleId());
        results.add(
            new Result.Undone(
                staged.deploy(), "does not start: " + why + "; this attempt is abandoned"));
        return false;
      }
      if (outcome instanceof Outcome.Failed failure) {
        undo(staged, staging.explain(staged, failure, visible), List.of());
        return false;
      }
      return true;
    }

    /** Undoes a generation that is wired to one that has failed. */
    private boolean isBereft(Staged staged) {
      if (Collections.disjoint(failed, staging.providers(staged))) {
        return false;
      }
      failed.add(staged.bundle().getBundleId());
      unloader.unload(staged.leaving(), steps);
      results.add(new Result.Again(staged.deploy()));
      return true;
    }

    private void switchOver(Staged staged) {
      Deploy deploy = staged.deploy();
      Deployed old = deploy.replaced();
      List<String> factories = staging.factories(staged);
      List<String> notes = new ArrayList<>();
      Failure failure =
          switchTo(
              new GenerationSwitch.Change(
                  deploy.plugin(),
                  staged.generation(),
                  old == null ? null : old.bundleId(),
                  staged.bundle().getBundleId()),
              notes,
              steps);
      if (failure != null) {
        undo(staged, "does not work: " + failure.summary(), notes);
        return;
      }
      if (old != null) {
        notes.add(unloader.unload(Leaving.of(old), steps));
        notes.add(unloader.stillUsed(Leaving.of(old)));
      }
      Deployed now =
          new Deployed(
              deploy.manifest(),
              deploy.content(),
              deploy.file(),
              staged.generation(),
              staged.bundle().getBundleId(),
              clock.instant(),
              factories,
              old == null ? "" : old.manifest().version());
      results.add(new Result.Switched(deploy, now, told(notes)));
    }

    private void undo(Staged staged, String objection, List<String> notes) {
      failed.add(staged.bundle().getBundleId());
      List<String> all = new ArrayList<>(List.of(objection));
      all.addAll(notes);
      all.add(unloader.unload(staged.leaving(), steps));
      results.add(new Result.Undone(staged.deploy(), told(all)));
    }
  }
}
