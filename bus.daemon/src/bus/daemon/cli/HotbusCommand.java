// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

/**
 * A command: {@code hotbus NAME}. Its class carries picocli's {@link picocli.CommandLine.Command}
 * with the name and description, and its fields carry the options and parameters. Every long option
 * can be given by the environment too, see {@link EnvironmentDefaults}.
 *
 * <p>A command is added to the list in {@code bus.daemon.main.Main}.
 */
public interface HotbusCommand {
  /** The exit code of a command that came about. */
  int OK = 0;

  /** The exit code of a command that did not. */
  int FAILED = 1;

  /**
   * Does the work, on the thread that called the command line.
   *
   * @param context what it works with
   * @return {@link #OK} or {@link #FAILED}
   * @throws Exception told in one line, with exit code {@link #FAILED}; a {@link
   *     bus.daemon.DaemonException} says all there is to say, a {@link
   *     picocli.CommandLine.ParameterException} is told as wrong usage with exit code 2
   */
  int run(CommandContext context) throws Exception;
}
