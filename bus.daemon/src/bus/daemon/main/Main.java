// SPDX-License-Identifier: Apache-2.0
package bus.daemon.main;

import bus.daemon.DaemonException;
import bus.daemon.Distribution;
import bus.daemon.build.CodegenCommand;
import bus.daemon.build.CompileCommand;
import bus.daemon.build.WatchCommand;
import bus.daemon.cli.Cli;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.GlobalOptions;
import bus.daemon.cli.HotbusCommand;
import bus.daemon.cli.Terminal;
import bus.daemon.client.ClientCommand;
import bus.daemon.create.NewCommand;
import bus.daemon.demo.DemoCommand;
import bus.daemon.dev.DevCommand;
import bus.daemon.run.DaemonCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The entry point of {@code ./hotbus}. */
public final class Main {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private Main() {}

  /** Returns a new one of each command, in the order of the help. */
  static List<HotbusCommand> commands() {
    return List.of(
        new DemoCommand(),
        new NewCommand(),
        new CompileCommand(),
        new CodegenCommand(),
        new WatchCommand(),
        new DevCommand(),
        new DaemonCommand(),
        new ClientCommand());
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    ProcessStop stop = new ProcessStop(STOP_LIMIT);
    CommandContext context =
        new CommandContext(
            System.out,
            System.err,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Main::distribution,
            stop::arm,
            Terminal.ofProcess(),
            new GlobalOptions());
    stop.exit(new Cli(context, commands()).run(arguments));
  }

  private static Distribution distribution() {
    String home = System.getProperty(Distribution.HOME);
    if (home == null) {
      throw new DaemonException(
          "the system property %s is not set; start Hotbus by ./hotbus"
              .formatted(Distribution.HOME));
    }
    return Distribution.at(Path.of(home).toAbsolutePath());
  }
}
