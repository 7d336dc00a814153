// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.Leak.Holder;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Quarantined;
import bus.api.plugin.StepTime;
import bus.api.plugin.UnloadedPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How plugins and deployments are shown. */
record PluginViews(Ages ages) {
  private static final int SHORT_HASH = 12;

  List<View<?>> all() {
    return List.of(
        loaded(), deployments(), unloaded(), plan(), quarantined(), generations(), leaks());
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
            new Column<>("STATE", PluginViews::state),
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
        .line("state", state(plugin))
        .list("factories", plugin.factories());
  }

  private static String state(LoadedPlugin plugin) {
    String pinned = plugin.pinned() ? "pinned" : "";
    String probation = plugin.onProbation() ? "on probation" : "";
    return pinned + (pinned.isEmpty() || probation.isEmpty() ? "" : ", ") + probation;
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

  private View<DeploymentPlan> plan() {
    return new View<>(
        DeploymentPlan.class,
        "nothing to do",
        List.of(new Column<>("PLAN", DeploymentPlan::text)),
        (plan, detail) -> detail.block("plan", plan.text()));
  }

  private View<Quarantined> quarantined() {
    return new View<>(
        Quarantined.class,
        "nothing is in quarantine",
        List.of(
            new Column<>("PLUGIN", Quarantined::plugin),
            new Column<>("VERSION", Quarantined::version),
            new Column<>("SINCE", each -> ages.since(each.since())),
            new Column<>("REASON", each -> Texts.cell(each.reason())),
            new Column<>("FILE", Quarantined::file)),
        (each, detail) ->
            detail
                .line("plugin", each.plugin())
                .line("version", each.version())
                .line("file", each.file())
                .line("sha256", each.sha256())
                .line("since", each.since() + ", " + ages.since(each.since()) + " ago")
                .line("reason", each.reason())
                .line("waits for", each.waitsFor()));
  }

  private View<PluginGeneration> generations() {
    return new View<>(
        PluginGeneration.class,
        "no generations",
        List.of(
            new Column<>("GEN", each -> Integer.toString(each.generation())),
            new Column<>("VERSION", PluginGeneration::version),
            new Column<>("BUILD", each -> shortHash(each.buildHash())),
            new Column<>("SINCE", each -> ages.since(each.since())),
            new Column<>("STATE", each -> each.current() ? "runs" : "kept"),
            new Column<>("FILE", PluginGeneration::file)),
        (each, detail) ->
            detail
                .line("plugin", Texts.plugin(each.plugin(), each.generation()))
                .line("version", each.version())
                .line("build hash", each.buildHash())
                .line("sha256", each.sha256())
                .line("file", each.file())
                .line("since", each.since() + ", " + ages.since(each.since()) + " ago")
                .line("state", each.current() ? "runs" : "kept"));
  }

  private View<Leak> leaks() {
    return new View<>(
        Leak.class,
        "no unloaded code is left",
        List.of(
            new Column<>("PLUGIN", leak -> Texts.plugin(leak.plugin(), leak.generation())),
            new Column<>("VERSION", Leak::version),
            new Column<>("BUNDLE", leak -> Long.toString(leak.bundleId())),
            new Column<>("LEAK", leak -> leak.proven() ? "yes" : "not shown"),
            new Column<>("HELD BY", PluginViews::heldBy)),
        PluginViews::leak);
  }

  private static String heldBy(Leak leak) {
    return leak.holders().isEmpty()
        ? leak.note()
        : String.join("; ", leak.holders().stream().map(Holder::what).toList());
  }

  private static void leak(Leak leak, Detail detail) {
    detail
        .line("plugin", Texts.plugin(leak.plugin(), leak.generation()))
        .line("version", leak.version())
        .line("bundle", Long.toString(leak.bundleId()))
        .line("leak", leak.proven() ? "yes" : "not shown")
        .list("held by", leak.holders().stream().map(PluginViews::holder).toList())
        .line("note", leak.note());
  }

  private static String holder(Holder holder) {
    String kind = holder.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    StringBuilder text = new StringBuilder(kind + ": " + holder.what());
    holder.path().forEach(step -> text.append("\n    -> ").append(step));
    if (!holder.cure().isEmpty()) {
      text.append("\n  ").append(holder.cure());
    }
    return text.toString();
  }
}
