// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import bus.daemon.cli.Cli;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.GlobalOptions;
import bus.daemon.cli.HotbusCommand;
import bus.daemon.cli.StopRequest;
import bus.daemon.cli.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command line in a folder, with the real distribution.
 *
 * @param folder where it is run
 * @param out takes what it prints; if it is the same object as {@code err}, in one stream with that
 * @param err takes what it prints as errors
 * @param stop how it is asked to end
 * @param commands the commands there are
 */
public record RealCli(
    Path folder,
    OutputStream out,
    OutputStream err,
    StopRequest stop,
    List<HotbusCommand> commands) {

  /** Runs a command and returns its exit code. */
  public int run(String... arguments) {
    PrintStream printed = print(out);
    CommandContext context =
        new CommandContext(
            printed,
            err == out ? printed : print(err),
            Map.of(),
            folder,
            RealDistribution::get,
            () -> stop,
            new Terminal(false),
            new GlobalOptions());
    return new Cli(context, commands).run(arguments);
  }

  private static PrintStream print(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
