// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import static bus.daemon.client.ApiClient.parameter;

import bus.api.plugin.Deployment;
import bus.api.plugin.LoadedPlugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands by which the deployer does something. */
final class ActionCommands {
  private ActionCommands() {}

  @Command(name = "rescan", description = "Has the daemon look at its plugin folders now.")
  static final class Rescan extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.detail(client.post("/rescan"), Deployment.class);
    }
  }

  @Command(name = "retry", description = "Has the daemon try again what is in quarantine.")
  static final class Retry extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "A plugin or file, as quarantine shows it.")
    private String name = "";

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.detail(client.post("/retry?" + parameter("name", name)), Deployment.class);
    }
  }

  @Command(
      name = "rollback",
      description = "Goes back to an earlier generation of a plugin, until its file changes.")
  static final class Rollback extends ApiCommand {
    @Parameters(index = "0", paramLabel = "PLUGIN", description = "Its id.")
    private String plugin = "";

    @Parameters(index = "1", paramLabel = "GENERATION", description = "One of generations.")
    private int generation;

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      String query =
          parameter("plugin", plugin) + "&" + parameter("generation", Integer.toString(generation));
      return Shown.detail(client.post("/rollback?" + query), Deployment.class);
    }
  }

  @Command(name = "pin", description = "Keeps what runs of a plugin, whatever its file becomes.")
  static final class Pin extends ApiCommand {
    @Parameters(paramLabel = "PLUGIN", description = "Its id.")
    private String plugin = "";

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.detail(client.post("/pin?" + parameter("plugin", plugin)), LoadedPlugin.class);
    }
  }

  @Command(name = "unpin", description = "Lets a pinned plugin go with its file again.")
  static final class Unpin extends ApiCommand {
    @Parameters(paramLabel = "PLUGIN", description = "Its id.")
    private String plugin = "";

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.detail(client.post("/unpin?" + parameter("plugin", plugin)), Deployment.class);
    }
  }
}
