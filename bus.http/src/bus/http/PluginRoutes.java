// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static bus.http.Route.Shape.listOf;
import static bus.http.Route.Shape.one;

import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Plugins;
import bus.api.plugin.Quarantined;
import bus.api.plugin.UnloadedPlugin;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/** The plugins, and what happened to them. */
final class PluginRoutes {
  private final Supplier<Optional<Plugins>> deployer;

  PluginRoutes(Supplier<Optional<Plugins>> deployer) {
    this.deployer = deployer;
  }

  List<Route> all() {
    return List.of(
        Route.get("/plugins", "lists the loaded plugins", listOf(LoadedPlugin.class), this::loaded)
            .with("id", "string", "only the plugin with this id"),
        Route.get(
                "/generations",
                "lists the generations that a plugin can be rolled back to, oldest first",
                listOf(PluginGeneration.class),
                call -> plugins().generations(call.text("plugin")))
            .needs("plugin", "string", "the id of the plugin"),
        Route.get(
            "/history",
            "lists the last deployments, oldest first",
            listOf(Deployment.class),
            call -> plugins().history()),
        Route.get(
            "/history/{number}",
            "shows one deployment: each change with its reason, each step with its time",
            one(Deployment.class),
            this::deployment),
        Route.getLater(
            "/plan",
            "shows what a look at the plugin folders would do now, and does nothing of it",
            one(DeploymentPlan.class),
            call -> plugins().plan()),
        Route.get(
            "/quarantine",
            "lists the files that are not taken, why, and what they wait for",
            listOf(Quarantined.class),
            call -> plugins().quarantine()),
        Route.get(
            "/unloaded",
            "lists what became of unloaded code, oldest first",
            listOf(UnloadedPlugin.class),
            call -> plugins().unloaded()),
        Route.get(
            "/leaks",
            "lists the unloaded code that the last looks found to be still there, and its holders",
            listOf(Leak.class),
            call -> plugins().leaks()));
  }

  /** Returns the deployer; throws an {@link ApiException} if there is none. */
  Plugins plugins() {
    return deployer
        .get()
        .orElseThrow(
            () ->
                new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "this daemon loads no plugins: it was started without --plugins"));
  }

  private List<LoadedPlugin> loaded(Call call) {
    String id = call.text("id", "");
    return plugins().plugins().stream()
        .filter(plugin -> id.isEmpty() || plugin.id().equals(id))
        .toList();
  }

  private Deployment deployment(Call call) {
    long number = call.number("number");
    return plugins().history().stream()
        .filter(deployment -> deployment.number() == number)
        .findFirst()
        .orElseThrow(
            () -> ApiException.notFound("deployment " + number + " is not in the history"));
  }
}
