// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.plugin.GenerationSwitch;
import hot.deployer.Plan.Deploy;
import hot.deployer.Unloader.Leaving;
import hot.deployer.content.Trouble;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a plan: all new generations are installed, resolved in one call and started beside
 * the old ones; then each unit of them is switched to, and the predecessors are unloaded. A unit
 * that fails is undone, its predecessors were not touched; the others go on.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Transaction {

  private static final Logger log = LoggerFactory.getLogger(Transaction.class);

  final BundleContext context;
  private final GenerationSwitch generations;
  final Staging staging;
  final Unloader unloader;
  final Probations probations;
  final Clock clock;
  private final List<Path> directories;

  /** What came of one content. */
  sealed interface Result {

    /** It is the current generation now. */
    record Switched(Deploy deploy, Deployed now, String notes) implements Result {}

    /**
     * It failed, or what follows it did, and was undone; it is not to be tried again as it is.
     *
     * @param othersMayCure whether another content may make it work
     */
    record Undone(Deploy deploy, String objection, boolean othersMayCure) implements Result {}

    /** It could not be written; it was undone, and is to be tried again at the next look. */
    record Postponed(Deploy deploy, String objection) implements Result {}

    /** Another that it is wired or tied to failed; it was undone, and has to be planned again. */
    record Again(Deploy deploy) implements Result {}

    /** It can not do without a plugin that is to go; it was undone, its predecessor runs on. */
    record Stuck(Deploy deploy, String objection) implements Result {}
  }

  Transaction(
      BundleContext context,
      GenerationSwitch generations,
      Staging staging,
      Unloader unloader,
      Probations probations,
      Clock clock,
      List<Path> directories) {
    this.context = context;
    this.generations = generations;
    this.staging = staging;
    this.unloader = unloader;
    this.probations = probations;
    this.clock = clock;
    this.directories = directories;
  }

  /**
   * Deploys contents, and those that follow; one run of it for one plan.
   *
   * @param staying the current generations that are not to go
   * @return what came of each content, nothing of a follower that failed with what it follows
   */
  List<Result> deploy(List<Deploy> deploys, Collection<Deployed> staying, StepTimes steps) {
    probations.conclude(
        probation -> deploys.stream().anyMatch(deploy -> probation.concerns(deploy.plugin())));
    try {
      return new TransactionRun(this, staying, steps).deploy(deploys);
    } finally {
      probations.unloadRetired(steps);
    }
  }

  /** Takes a plugin out; returns what is worth telling. */
  String remove(Deployed plugin, StepTimes steps) {
    List<String> notes = new ArrayList<>();
    probations.conclude(probation -> probation.concerns(plugin.id()));
    GenerationSwitch.Result result =
        switchTo(
            List.of(
                new GenerationSwitch.Change(
                    plugin.id(), plugin.generation(), plugin.bundleId(), null)),
            false,
            steps);
    notes.addAll(result.notes());
    if (result.failure() != null) {
      notes.add("its controllers could not be taken off the bus: " + result.failure().summary());
    }
    notes.add(unloader.unload(Leaving.of(plugin), steps));
    notes.add(unloader.stillUsed(Leaving.of(plugin)));
    probations.unloadRetired(steps);
    return told(notes);
  }

  /**
   * Goes back to the predecessors of generations on probation, and unloads these.
   *
   * @return why not, or null if they run again
   */
  @Nullable Failure returnFrom(Probation probation, StepTimes steps) {
    GenerationSwitch.Result result =
        contained(() -> generations.returnFrom(probation.changes()), steps);
    probations.returned(probation);
    boolean back = result.failure() == null;
    for (Leaving leaving : back ? probation.successors() : probation.predecessors()) {
      String notes = unloader.unload(leaving, steps);
      if (!notes.isEmpty()) {
        log.warn("plugin did not go well plugin={} notes={}", leaving.plugin(), notes);
      }
    }
    return result.failure();
  }

  GenerationSwitch.Result switchTo(
      List<GenerationSwitch.Change> changes, boolean onProbation, StepTimes steps) {
    return contained(
        () -> onProbation ? generations.switchOnProbation(changes) : generations.switchTo(changes),
        steps);
  }

  private static GenerationSwitch.Result contained(
      Supplier<GenerationSwitch.Result> work, StepTimes steps) {
    try {
      GenerationSwitch.Result result = work.get();
      result.steps().forEach(step -> steps.add(step.step(), step.time()));
      return result;
    } catch (RuntimeException | LinkageError broken) { // a boundary: the switch runs plugin code
      return new GenerationSwitch.Result(Failure.of(broken), "", List.of(), List.of());
    }
  }

  /** Returns what comes of a content that could not be installed, whose fault that may not be. */
  Result notInstalled(Deploy deploy, Exception failed) {
    String why = "can not be installed: ";
    Optional<String> trouble = Trouble.find(directories, deploy.content().path().toFile().length());
    return trouble.isPresent()
        ? new Result.Postponed(deploy, why + trouble.get())
        : new Result.Undone(deploy, why + Failure.of(failed).summary(), false);
  }

  static String told(List<String> notes) {
    return notes.stream().filter(note -> !note.isEmpty()).collect(Collectors.joining("; "));
  }
}
