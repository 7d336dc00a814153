// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.daemon.HostOptions;
import bus.daemon.StateLock;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import bus.daemon.cli.StopRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotbus daemon}. */
@Command(
    name = "daemon",
    description = "Runs configurations and a plugin folder, until SIGTERM or SIGINT.")
public final class DaemonCommand implements HotbusCommand {
  private static final String DEFAULT_STATE = ".hotbus";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Run the controllers of this file (YAML or JSON). May be given several times.")
  private List<Path> configs = new ArrayList<>();

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Load the plugins of this folder, and follow its changes.")
  private @Nullable Path plugins;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep what must survive a restart here; " + DEFAULT_STATE + " if not given.")
  private Path state = Path.of(DEFAULT_STATE);

  @Option(names = "--no-shell", description = "Do not run a shell on the terminal.")
  private boolean noShell;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    context.startLog(Level.INFO);
    StopRequest stop = context.stop().get();
    List<ConfigFile> files =
        configs.stream().map(file -> ConfigFile.read(file, context.resolve(file))).toList();
    Path stateFolder = context.resolve(state);
    Path folder = plugins == null ? null : context.resolve(plugins);
    if (folder != null) {
      PluginFolder.check(folder);
    }
    try (StateLock lock = StateLock.take(stateFolder)) {
      boolean shell = !noShell && context.terminal().interactive();
      HostOptions options = HostOptions.of(context.distribution().get(), lock.state());
      options = folder == null ? options : options.withPlugins(folder);
      options = shell ? options.withShell() : options;
      new Daemon(options, files, shell).run(stop);
    }
    return OK;
  }
}
