// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.StepTime;
import bus.api.plugin.UnloadedPlugin;
import bus.daemon.build.EventLines;
import bus.daemon.build.EventLines.Mood;
import hot.codegen.watch.WatchEvent;
import hot.codegen.watch.WatchTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to modules and plugins, and puts together what belongs together: which save
 * led to which deployment, and what runs while something does not build.
 *
 * <p>Thread-safe; the lock guards the memory, and is not held while anything is printed.
 */
final class Story {
  private final EventLines lines;
  private final Object lock = new Object();
  private final Map<WatchTarget, String> plugins = new HashMap<>();
  private final Map<String, Instant> saved = new HashMap<>();
  private final Map<String, LoadedPlugin> loaded = new HashMap<>();
  private final Set<Long> leaks = new HashSet<>();
  private Instant changed = Instant.EPOCH;

  Story(EventLines lines) {
    this.lines = lines;
  }

  void watched(WatchEvent event) {
    if (event instanceof WatchEvent.Changed now) {
      synchronized (lock) {
        changed = now.at();
      }
      lines.changed(now);
    } else if (event instanceof WatchEvent.Built built) {
      String plugin = built.compiled().pluginId();
      synchronized (lock) {
        plugins.put(built.target(), plugin);
        saved.put(plugin, changed);
      }
      lines.built(built);
    } else if (event instanceof WatchEvent.Failed failed) {
      lines.failed(failed, stays(failed.target()));
    } else if (event instanceof WatchEvent.Done) {
      synchronized (lock) {
        changed = Instant.EPOCH;
      }
    }
  }

  private String stays(WatchTarget target) {
    LoadedPlugin running;
    synchronized (lock) {
      running = loaded.get(plugins.getOrDefault(target, ""));
    }
    return running == null ? "nothing of it runs yet" : runsOn(running).substring(2);
  }

  /** Takes note of a deployment and of what is loaded after it. */
  void deployed(Deployment deployment, List<LoadedPlugin> now) {
    synchronized (lock) {
      loaded.clear();
      now.forEach(plugin -> loaded.put(plugin.id(), plugin));
    }
    boolean first = true;
    for (Change change : deployment.changes()) {
      tell(change, deployment, first);
      first = false;
    }
  }

  private void tell(Change change, Deployment deployment, boolean first) {
    LoadedPlugin plugin;
    Instant at;
    synchronized (lock) {
      plugin = loaded.get(change.plugin());
      at = saved.getOrDefault(change.plugin(), Instant.EPOCH);
      saved.put(change.plugin(), Instant.EPOCH);
    }
    switch (change.kind()) {
      case ADDED, REPLACED, REWIRED -> {
        String which = plugin == null ? "" : " generation " + plugin.generation();
        String why = change.kind() == Change.Kind.REWIRED ? ", " + change.reason() : "";
        String times = first ? " in " + times(deployment.steps()) : "";
        String live =
            at.equals(Instant.EPOCH) ? "" : "; save -> live " + live(at, deployment) + " ms";
        lines.line(Mood.GOOD, "live", change.plugin() + which + times + live + why);
      }
      case REMOVED -> lines.line(Mood.PLAIN, "gone", change.plugin() + ": " + change.reason());
      case RETURNED ->
          lines.line(
              Mood.BAD, "returned", change.plugin() + ": " + change.reason() + runsOn(plugin));
      case REFUSED, HELD ->
          lines.line(
              Mood.BAD,
              change.kind().name().toLowerCase(Locale.ROOT),
              change.reason() + runsOn(plugin));
    }
  }

  private static String runsOn(@Nullable LoadedPlugin plugin) {
    return plugin == null
        ? ""
        : "; generation %d of %s runs on".formatted(plugin.generation(), plugin.id());
  }

  /** Values change in the step that is called switch; what comes after is clearing up. */
  private static long live(Instant saved, Deployment deployment) {
    Duration until = Duration.ZERO;
    for (StepTime step : deployment.steps()) {
      if (step.step().equals("stop") || step.step().equals("uninstall")) {
        break;
      }
      if (!step.step().equals("detect")) {
        until = until.plus(step.time());
      }
    }
    return Duration.between(saved, deployment.at().plus(until)).toMillis();
  }

  private static String times(List<StepTime> steps) {
    Duration all = steps.stream().map(StepTime::time).reduce(Duration.ZERO, Duration::plus);
    return "%d ms (%s)"
        .formatted(
            all.toMillis(),
            steps.stream()
                .map(step -> step.step() + " " + step.time().toMillis())
                .collect(Collectors.joining(", ")));
  }

  /** Tells of code that was unloaded and is not gone; of each once. */
  void unloaded(List<UnloadedPlugin> unloaded) {
    for (UnloadedPlugin plugin : unloaded) {
      boolean bad =
          plugin.proof() == UnloadedPlugin.Proof.HELD
              || plugin.proof() == UnloadedPlugin.Proof.ABANDONED;
      boolean news;
      synchronized (lock) {
        news = bad && leaks.add(plugin.bundleId());
      }
      if (news) {
        lines.line(
            Mood.DOUBTFUL,
            "leak",
            "%s generation %d is unloaded but its code stays (%s)%s"
                .formatted(
                    plugin.plugin(),
                    plugin.generation(),
                    plugin.proof().name().toLowerCase(Locale.ROOT),
                    plugin.note().isEmpty() ? "" : ": " + plugin.note()));
      }
    }
  }
}
