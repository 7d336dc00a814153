// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotbus client}, which does nothing without one of its own commands. */
@Command(
    name = "client",
    description = "Asks a daemon that runs: what is there, what happens, what it should do.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BusCommands.Info.class,
      BusCommands.Status.class,
      ObservationCommands.HealthCommand.class,
      ObservationCommands.MetricsCommand.class,
      ObservationCommands.LogCommand.class,
      BusCommands.ControllerList.class,
      BusCommands.Directives.class,
      BusCommands.WhyDirective.class,
      BusCommands.Factories.class,
      BusCommands.Config.class,
      PluginCommands.PluginList.class,
      PluginCommands.Generations.class,
      PluginCommands.Plan.class,
      PluginCommands.History.class,
      PluginCommands.Quarantine.class,
      PluginCommands.Unloaded.class,
      PluginCommands.Leaks.class,
      ActionCommands.Rescan.class,
      ActionCommands.Retry.class,
      ActionCommands.Rollback.class,
      ActionCommands.Pin.class,
      ActionCommands.Unpin.class,
      ExecCommand.class,
      EventsCommand.class,
      BusCommands.Description.class
    })
public final class ClientCommand implements HotbusCommand {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public int run(CommandContext context) {
    CommandLine line = Objects.requireNonNull(spec, "picocli sets it").commandLine();
    throw new ParameterException(
        line,
        "no command of client given, one of " + String.join(", ", line.getSubcommands().keySet()));
  }
}
