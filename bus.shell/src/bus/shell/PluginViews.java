// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.StepTime;
import bus.api.plugin.UnloadedPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How plugins and deployments are shown. */
record PluginViews(Ages ages) {
  private static final int SHORT_HASH = 12;

  List<View<?>> all() {
    return List.of(loaded(), deployments(), unloaded());
  }

  private View<LoadedPlugin> loaded() {
    return new View<>(
        LoadedPlugin.class,
        "no plugins are loaded",
        List.of(
            new Column<>("PLUGIN", LoadedPlugin::id),
            new Column<>("VERSION", LoadedPlugin::version),
            new Column<>("GEN", plugin -> Integer.toString(plugin.generation())),
            new Column<>("BUILD", plugin -> shortHash(plugin.buildHash())),
            new Column<>("SINCE", plugin -> ages.since(plugin.since())),
            new Column<>("FACTORIES", plugin -> String.join(", ", plugin.factories())),
            new Column<>("FILE", LoadedPlugin::file)),
        this::plugin);
  }

  private void plugin(LoadedPlugin plugin, Detail detail) {
    detail
        .line("plugin", plugin.id())
        .line("version", plugin.version())
        .line("before", plugin.previousVersion())
        .line("generation", Integer.toString(plugin.generation()))
        .line("build hash", plugin.buildHash())
        .line("bundle", plugin.bundleId() + " " + plugin.symbolicName())
        .line("file", plugin.file())
        .line("since", plugin.since() + ", " + ages.since(plugin.since()) + " ago")
        .list("factories", plugin.factories());
  }

  private static String shortHash(String hash) {
    return hash.substring(0, Math.min(hash.length(), SHORT_HASH));
  }

  private View<Deployment> deployments() {
    return new View<>(
        Deployment.class,
        "no deployments yet",
        List.of(
            new Column<>("NO", deployment -> Long.toString(deployment.number())),
            new Column<>("AGO", deployment -> ages.since(deployment.at())),
            new Column<>("RESULT", deployment -> deployment.successful() ? "done" : "refused"),
            new Column<>("TIME", deployment -> Texts.exact(total(deployment))),
            new Column<>("CHANGES", PluginViews::changes)),
        this::deployment);
  }

  private void deployment(Deployment deployment, Detail detail) {
    detail
        .line("deployment", Long.toString(deployment.number()))
        .line("at", deployment.at() + ", " + ages.since(deployment.at()) + " ago")
        .list("changes", deployment.changes().stream().map(PluginViews::reason).toList())
        .line("time", Texts.exact(total(deployment)))
        .block("steps", steps(deployment.steps()));
  }

  private static Duration total(Deployment deployment) {
    return deployment.steps().stream().map(StepTime::time).reduce(Duration.ZERO, Duration::plus);
  }

  private static String steps(List<StepTime> steps) {
    if (steps.isEmpty()) {
      return "";
    }
    int width = steps.stream().mapToInt(step -> step.step().length()).max().orElse(0);
    return String.join(
        "\n",
        steps.stream()
            .map(step -> Texts.padded(step.step(), width) + "  " + Texts.exact(step.time()))
            .toList());
  }

  private static String changes(Deployment deployment) {
    return deployment.changes().isEmpty()
        ? "nothing to do"
        : Texts.cell(
            String.join("; ", deployment.changes().stream().map(PluginViews::change).toList()));
  }

  private static String reason(Change change) {
    String file = change.file().isEmpty() ? "" : " (" + change.file() + ")";
    return change(change) + file + (change.reason().isEmpty() ? "" : ": " + change.reason());
  }

  private static String change(Change change) {
    return change.kind().name().toLowerCase(Locale.ROOT) + " " + change.plugin() + versions(change);
  }

  private static String versions(Change change) {
    if (change.fromVersion().isEmpty() || change.toVersion().isEmpty()) {
      String version = change.fromVersion() + change.toVersion();
      return version.isEmpty() ? "" : " " + version;
    }
    return " " + change.fromVersion() + " -> " + change.toVersion();
  }

  private View<UnloadedPlugin> unloaded() {
    return new View<>(
        UnloadedPlugin.class,
        "nothing was unloaded yet",
        List.of(
            new Column<>("PLUGIN", plugin -> Texts.plugin(plugin.plugin(), plugin.generation())),
            new Column<>("VERSION", UnloadedPlugin::version),
            new Column<>("BUNDLE", plugin -> Long.toString(plugin.bundleId())),
            new Column<>("AGO", plugin -> ages.since(plugin.at())),
            new Column<>("CODE", plugin -> plugin.proof().name().toLowerCase(Locale.ROOT)),
            new Column<>("NOTE", plugin -> Texts.cell(plugin.note()))),
        (plugin, detail) ->
            detail
                .line("plugin", Texts.plugin(plugin.plugin(), plugin.generation()))
                .line("version", plugin.version())
                .line("bundle", Long.toString(plugin.bundleId()))
                .line("unloaded", plugin.at() + ", " + ages.since(plugin.at()) + " ago")
                .line("code", plugin.proof().name().toLowerCase(Locale.ROOT))
                .line("note", plugin.note()));
  }
}
