// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import bus.api.directive.Failure;
import bus.daemon.DaemonException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line: finds the command, runs it, and turns what goes wrong into one line and an exit
 * code.
 */
public final class Cli {
  private static final int WRONG_USAGE = 2;
  private final CommandContext context;
  private final Root root = new Root();
  private final CommandLine line;

  /**
   * Creates a command line.
   *
   * @param context what the commands work with
   * @param commands the commands
   */
  public Cli(CommandContext context, List<? extends HotbusCommand> commands) {
    this.context = context.with(root.settings());
    line = new CommandLine(root);
    line.getCommandSpec().versionProvider(new VersionText(context.distribution()));
    commands.forEach(line::addSubcommand);
    line.addSubcommand(new HelpCommand());
    addStandardHelp(line);
    line.setDefaultValueProvider(new EnvironmentDefaults(this.context.environment()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            context.terminal().interactive() ? Ansi.AUTO : Ansi.OFF));
    line.setOut(new PrintWriter(context.out(), true, Charset.defaultCharset()));
    line.setErr(new PrintWriter(context.err(), true, Charset.defaultCharset()));
    line.setExecutionStrategy(this::execute);
    line.setParameterExceptionHandler((wrong, arguments) -> wrongUsage(wrong));
    line.setExecutionExceptionHandler((failed, command, parsed) -> failed(failed));
  }

  private static void addStandardHelp(CommandLine command) {
    command
        .getCommandSpec()
        .mixinStandardHelpOptions(!(command.getCommand() instanceof HelpCommand));
    for (CommandLine below : command.getSubcommands().values()) {
      below.getCommandSpec().versionProvider(command.getCommandSpec().versionProvider());
      addStandardHelp(below);
    }
  }

  /**
   * Runs a command.
   *
   * @param arguments the arguments of the process
   * @return the exit code: 0 done, 1 failed, 2 wrong usage
   */
  public int run(String... arguments) {
    try {
      return line.execute(arguments);
    } finally {
      context.out().flush();
      context.err().flush();
    }
  }

  private int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    List<CommandLine> chain = parsed.asCommandLineList();
    CommandLine last = chain.get(chain.size() - 1);
    Object command = last.getCommand();
    if (!(command instanceof HotbusCommand runnable)) {
      throw new ParameterException(last, "no command given");
    }
    return run(runnable);
  }

  private int run(HotbusCommand command) {
    try {
      return command.run(context);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return failed(interrupted);
    } catch (ParameterException wrong) {
      throw wrong;
    } catch (Exception failed) { // a command may fail in any way; this is where it is told
      return failed(failed);
    }
  }

  private int wrongUsage(ParameterException wrong) {
    context.err().println(WrongUsage.line(wrong));
    trace(wrong);
    return WRONG_USAGE;
  }

  private int failed(Exception failed) {
    context.err().println("hotbus: " + message(failed));
    trace(failed);
    return HotbusCommand.FAILED;
  }

  private String message(Exception failed) {
    if (failed instanceof DaemonException) {
      return String.valueOf(failed.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
    String hint = context.settings().verbose() ? "" : "; --verbose shows where";
    return "unexpected failure: " + failed.toString().replaceAll("\\s*\\R\\s*", " ") + hint;
  }

  private void trace(Exception failed) {
    if (context.settings().verbose()) {
      context.err().println(Failure.of(failed).trace());
    }
  }
}
