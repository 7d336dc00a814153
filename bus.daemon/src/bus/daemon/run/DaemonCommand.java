// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.daemon.HostOptions;
import bus.daemon.StateLock;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import bus.daemon.cli.StopRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description =
          "Run the controllers of this file (YAML or JSON), or of all files of this directory, and"
              + " follow their changes. May be given several times.")
  private List<Path> configs = new ArrayList<>();

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Option(
      names = "--write-config",
      description =
          "Write the configuration files back at the start: sorted, in one form, without comments;"
              + " one that does not exist is made.")
  private boolean writeConfig;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep what must survive a restart here; " + DEFAULT_STATE + " if not given.")
  private Path state = Path.of(DEFAULT_STATE);

  @Option(names = "--no-shell", description = "Do not run a shell on the terminal.")
  private boolean noShell;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      description =
          "The port of the HTTP API on loopback, 0 for any free one; "
              + ApiOptions.DEFAULT_PORT
              + " if not given, or any free one if that is in use.")
  private @Nullable Integer apiPort;

  @Option(
      names = "--api-exec",
      description = "Let those who know the token execute configurations over the HTTP API.")
  private boolean apiExec;

  @Option(names = "--no-api", description = "Offer no HTTP API.")
  private boolean noApi;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    context.startLog(Level.INFO);
    StopRequest stop = context.stop().get();
    List<ConfigPath> paths =
        configs.stream().map(path -> new ConfigPath(path, context.resolve(path))).toList();
    List<ConfigFile> files =
        paths.stream().flatMap(path -> path.files().stream()).map(this::read).toList();
    Path stateFolder = context.resolve(state);
    List<Path> folders = deployment.folders(context);
    folders.forEach(PluginFolder::check);
    try (StateLock lock = StateLock.take(stateFolder)) {
      boolean shell = !noShell && context.terminal().interactive();
      HostOptions options = HostOptions.of(context.distribution().get(), lock.state());
      options = deployment.of(folders.isEmpty() ? options : options.withPlugins(folders));
      options = shell ? options.withShell() : options;
      options = noApi ? options : new ApiOptions(apiPort, apiExec).of(options);
      new Daemon(options, paths, files, writeConfig, shell, !noApi).run(stop);
    }
    return OK;
  }

  private ConfigFile read(ConfigPath path) {
    boolean made = writeConfig && !Files.exists(path.path());
    return made ? new ConfigFile(path, "") : ConfigFile.read(path);
  }
}
