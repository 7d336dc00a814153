// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import static bus.daemon.client.ApiClient.parameter;

import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Quarantined;
import bus.api.plugin.UnloadedPlugin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that show the plugins. */
final class PluginCommands {
  private PluginCommands() {}

  @Command(name = "plugins", description = "Lists the loaded plugins.")
  static final class PluginList extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.table(client.get("/plugins"), LoadedPlugin.class);
    }
  }

  @Command(
      name = "generations",
      description = "Lists the generations that a plugin can be rolled back to, oldest first.")
  static final class Generations extends ApiCommand {
    @Parameters(paramLabel = "PLUGIN", description = "Its id, as plugins shows it.")
    private String plugin = "";

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.table(
          client.get("/generations?" + parameter("plugin", plugin)), PluginGeneration.class);
    }
  }

  @Command(
      name = "plan",
      description = "Shows what a look at the plugin folders would do now; nothing of it is done.")
  static final class Plan extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.detail(client.get("/plan"), DeploymentPlan.class);
    }
  }

  @Command(
      name = "history",
      description = "Lists the last deployments; shows one, with its reasons and times.")
  static final class History extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "NO", description = "The number of one.")
    private @Nullable Long number;

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return number == null
          ? Shown.table(client.get("/history"), Deployment.class)
          : Shown.detail(client.get("/history/" + number), Deployment.class);
    }
  }

  @Command(
      name = "quarantine",
      description = "Lists the files that are not taken, why, and what they wait for.")
  static final class Quarantine extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.table(client.get("/quarantine"), Quarantined.class);
    }
  }

  @Command(name = "unloaded", description = "Lists what became of unloaded code, oldest first.")
  static final class Unloaded extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.table(client.get("/unloaded"), UnloadedPlugin.class);
    }
  }

  @Command(
      name = "leaks",
      description = "Looks for what holds unloaded code that is still there, and lists it.")
  static final class Leaks extends ApiCommand {
    @Option(
        names = {"-d", "--dump"},
        description = "Find every holder, by a heap dump, which stops the daemon for a moment.")
    private boolean dump;

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.table(
          client.post("/leaks?" + parameter("dump", Boolean.toString(dump))), Leak.class);
    }
  }
}
