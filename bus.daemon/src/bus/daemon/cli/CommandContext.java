// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import bus.daemon.Distribution;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * What a command works with.
 *
 * @param out where data goes, and what was asked for
 * @param err where errors and the log go
 * @param environment the environment variables
 * @param directory the working directory
 * @param distribution gives the distribution that this process runs from
 * @param stop gives what tells the command to end; to ask for it means that the command will, and
 *     ends orderly: SIGTERM and SIGINT then no longer kill the process
 * @param terminal what the process is connected to
 * @param settings what the options before the command said
 */
public record CommandContext(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Supplier<Distribution> distribution,
    Supplier<StopRequest> stop,
    Terminal terminal,
    GlobalOptions settings) {
  /** Copies the environment. */
  public CommandContext {
    environment = Map.copyOf(environment);
  }

  /** Returns a path as it was meant: relative to the working directory. */
  public Path resolve(Path path) {
    return directory.resolve(path).normalize();
  }

  /**
   * Sends the log to standard error, in one line for each event.
   *
   * @param usual the level, unless the options say otherwise
   */
  public void startLog(Level usual) {
    LogSetup.install(err, settings.level(usual), settings.verbose());
  }

  /**
   * Sends the log to standard error, without what the command tells in its own way.
   *
   * @param usual the level, unless the options say otherwise
   * @param told the loggers of which only errors are shown, unless the options ask for more
   */
  public void startLog(Level usual, List<String> told) {
    startLog(usual);
    if (!settings.verbose()) {
      LogSetup.quieten(told);
    }
  }

  CommandContext with(GlobalOptions options) {
    return new CommandContext(
        out, err, environment, directory, distribution, stop, terminal, options);
  }
}
