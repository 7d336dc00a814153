// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static bus.http.Route.Shape.listOf;
import static bus.http.Route.Shape.one;

import bus.api.plugin.Deployment;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Plugins;
import java.util.List;
import java.util.function.Supplier;

/** What the deployer can be asked to do. */
final class ActionRoutes {
  private final Supplier<Plugins> plugins;

  /** The supplier throws an {@link ApiException} if there is no deployer. */
  ActionRoutes(Supplier<Plugins> plugins) {
    this.plugins = plugins;
  }

  List<Route> all() {
    return List.of(
        Route.post(
            "/rescan",
            "looks at the plugin folders now, and answers what was deployed",
            one(Deployment.class),
            call -> plugins.get().rescan()),
        Route.post(
                "/retry",
                "tries again what is in quarantine, though its file has not changed",
                one(Deployment.class),
                call -> plugins.get().retry(call.text("name")))
            .needs("name", "string", "a plugin id, or the name or the path of a file"),
        Route.post(
                "/rollback",
                "goes back to an earlier generation of a plugin, until its file changes",
                one(Deployment.class),
                call ->
                    plugins
                        .get()
                        .rollback(
                            call.text("plugin"), call.number("generation", "the number of one")))
            .needs("plugin", "string", "the id of the plugin")
            .needs("generation", "integer", "one of /generations"),
        Route.post(
                "/pin",
                "keeps what runs of a plugin, whatever happens to its file",
                one(LoadedPlugin.class),
                call -> plugins.get().pin(call.text("plugin")))
            .needs("plugin", "string", "the id of the plugin"),
        Route.post(
                "/unpin",
                "lets a pinned plugin go with its file again, and answers what was deployed",
                one(Deployment.class),
                call -> plugins.get().unpin(call.text("plugin")))
            .needs("plugin", "string", "the id of the plugin"),
        Route.post(
                "/leaks",
                "looks for what holds unloaded code that is still there",
                listOf(Leak.class),
                new Route.Search(call -> plugins.get().findLeaks(call.flag("dump"))))
            .with(
                "dump",
                "boolean",
                "find every holder, by a heap dump, which stops the process for a moment"));
  }
}
