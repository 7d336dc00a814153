// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.directive.Failure;
import bus.api.directive.Registration;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.StepTime;
import bus.runtime.engine.Foreign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves running controllers from one generation of plugins to the next.
 *
 * <p>Prepares every request concerned, then either changes the factories that are offered and
 * commits all, or undoes all. Each step runs in the work of its request; this waits for it.
 */
final class GenerationSwitcher implements GenerationSwitch {

  private static final Logger LOG = LoggerFactory.getLogger(GenerationSwitcher.class);

  private final FactoryRegistry factories;
  private final Loader loader;
  private final Object oneAtATime = new Object();
  private boolean switching;

  GenerationSwitcher(FactoryRegistry factories, Loader loader) {
    this.factories = factories;
    this.loader = loader;
  }

  @Override
  public Result switchTo(Collection<Change> changes) {
    return alone(changes, Kind.FOR_GOOD);
  }

  @Override
  public Result switchOnProbation(Collection<Change> changes) {
    return alone(changes, Kind.ON_PROBATION);
  }

  @Override
  public Result returnFrom(Collection<Change> changes) {
    Result result = alone(changes.stream().map(GenerationSwitcher::reversed).toList(), Kind.RETURN);
    if (result.failure() != null) {
      confirm(changes);
    }
    return result;
  }

  @SuppressWarnings("NullAway") // a plugin that has just come has one number, that of its bundle
  private static Change reversed(Change change) {
    return new Change(change.plugin(), change.generation(), change.to(), change.from());
  }

  @Override
  public void confirm(Collection<Change> changes) {
    for (Change change : changes) {
      Long bundle = change.to();
      if (bundle != null) {
        loader.requests().forEach(request -> request.submit(() -> request.confirm(bundle)));
      }
    }
  }

  @Override
  public Registration onTrouble(Consumer<? super Trouble> listener) {
    return loader.onTrouble(listener);
  }

  private Result alone(Collection<Change> changes, Kind kind) {
    synchronized (oneAtATime) {
      if (switching) {
        throw new IllegalStateException("another switch is under way");
      }
      switching = true;
    }
    try {
      return run(List.copyOf(changes), kind);
    } finally {
      synchronized (oneAtATime) {
        switching = false;
      }
    }
  }

  private Result run(List<Change> changes, Kind kind) {
    List<StepTime> steps = new ArrayList<>();
    List<FactoryEntry> gone = entries(changes, Change::from, factories::offeredOf);
    List<FactoryEntry> come = entries(changes, Change::to, factories::stagedOf);
    Map<LoadRequest, FactoryEntry> moving = new LinkedHashMap<>();
    List<LoadRequest> concerned = concerned(changes);
    for (LoadRequest request : concerned) {
      come.stream()
          .filter(entry -> entry.info().id().equals(request.id()))
          .findFirst()
          .ifPresent(entry -> moving.put(request, entry));
    }
    Failed failed = timed(steps, "ready", () -> prepare(moving, kind));
    if (failed != null) {
      List<String> notes = timed(steps, "undo", () -> undo(moving));
      return new Result(failed.failure, failed.plugin, notes, steps);
    }
    List<String> notes =
        timed(
            steps,
            "switch",
            () -> {
              factories.exchange(gone, come, kind == Kind.ON_PROBATION);
              List<String> told = commit(moving, concerned, kind);
              awaitOthers(gone, told);
              return told;
            });
    return new Result(null, "", notes, steps);
  }

  /** What a switch is for. */
  private enum Kind {
    FOR_GOOD,
    ON_PROBATION,
    RETURN
  }

  /** What speaks against a switch, and whose controller that is. */
  private record Failed(String plugin, Failure failure) {}

  private interface BundleOf {
    @Nullable Long of(Change change);
  }

  private interface EntriesOf {
    List<FactoryEntry> of(long bundle);
  }

  private static List<FactoryEntry> entries(
      List<Change> changes, BundleOf bundles, EntriesOf known) {
    return changes.stream()
        .map(bundles::of)
        .filter(Objects::nonNull)
        .flatMap(bundle -> known.of(bundle).stream())
        .toList();
  }

  private List<LoadRequest> concerned(List<Change> changes) {
    List<LoadRequest> concerned = new ArrayList<>();
    for (LoadRequest request : loader.requests()) {
      boolean runsOld =
          await(
              request,
              () ->
                  changes.stream()
                      .anyMatch(
                          change -> change.from() != null && request.runsCodeOf(change.from())),
              // It is busy for too long; the switch would leave it behind.
              failure -> true);
      if (runsOld) {
        concerned.add(request);
      }
    }
    return concerned;
  }

  /** Requests that came while this was under way have been told of the new factories. */
  private void awaitOthers(List<FactoryEntry> gone, List<String> notes) {
    gone.stream()
        .map(entry -> entry.info().id())
        .distinct()
        .filter(id -> !loader.await(id, loader.stepLimit()))
        .forEach(id -> notes.add("not all requests for " + id + " have moved in time"));
  }

  private @Nullable Failed prepare(Map<LoadRequest, FactoryEntry> moving, Kind kind) {
    Failed failed = each(moving, (request, entry) -> request.prepare(entry, kind == Kind.RETURN));
    // One that was ready first may have failed while the others became ready.
    return failed != null ? failed : each(moving, (request, entry) -> request.verify());
  }

  private @Nullable Failed each(
      Map<LoadRequest, FactoryEntry> moving,
      BiFunction<LoadRequest, FactoryEntry, @Nullable Failure> step) {
    for (Map.Entry<LoadRequest, FactoryEntry> move : moving.entrySet()) {
      LoadRequest request = move.getKey();
      Failure failure =
          await(request, () -> step.apply(request, move.getValue()), problem -> problem);
      if (failure != null) {
        LOG.warn(
            "replacement is not ready, undoing id={} version={} failure={}",
            request.id(),
            move.getValue().info().version(),
            failure.summary());
        return new Failed(move.getValue().source().plugin(), failure);
      }
    }
    return null;
  }

  private List<String> undo(Map<LoadRequest, FactoryEntry> moving) {
    List<String> notes = new ArrayList<>();
    moving
        .keySet()
        .forEach(request -> notes.addAll(await(request, request::undo, GenerationSwitcher::note)));
    return notes;
  }

  private List<String> commit(
      Map<LoadRequest, FactoryEntry> moving, List<LoadRequest> concerned, Kind kind) {
    boolean probation = kind == Kind.ON_PROBATION;
    List<String> notes = new ArrayList<>();
    // First all, because one may wait for values that another one gives.
    moving
        .keySet()
        .forEach(
            request ->
                notes.addAll(await(request, request::attachSuccessor, GenerationSwitcher::note)));
    moving.forEach(
        (request, entry) ->
            notes.addAll(
                await(request, () -> request.commit(entry, probation), GenerationSwitcher::note)));
    for (LoadRequest request : concerned) {
      if (!moving.containsKey(request)) {
        // The change of the factories has told it; this waits until it has stopped its controller.
        List<String> left = await(request, request::leftovers, GenerationSwitcher::note);
        left.forEach(each -> notes.add("did not stop in time: " + each));
      }
    }
    return notes;
  }

  private static List<String> note(Failure failure) {
    return List.of("a step of the switch failed: " + failure.summary());
  }

  /**
   * Runs a step in the work of a request and waits for it; a failure of the step is an answer too.
   */
  @SuppressWarnings("NullAway") // null is an answer where T allows it, which can not be said here
  private <T extends @Nullable Object> T await(
      LoadRequest request, Supplier<T> step, Function<Failure, T> otherwise) {
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Supplier<T>> result = new AtomicReference<>();
    request.submit(
        () -> {
          Failure failure =
              Foreign.run(
                  () -> {
                    T answer = step.get();
                    result.set(() -> answer);
                  });
          if (failure != null) {
            result.set(() -> otherwise.apply(failure));
          }
          done.countDown();
        });
    return Bounded.awaitUninterruptibly(done, loader.stepLimit())
        ? result.get().get()
        : otherwise.apply(Failure.of("TimeoutException", request.id() + " is busy"));
  }

  private static <T> T timed(List<StepTime> steps, String name, Supplier<T> step) {
    long begun = System.nanoTime();
    T result = step.get();
    steps.add(new StepTime(name, Duration.ofNanos(System.nanoTime() - begun)));
    return result;
  }
}
