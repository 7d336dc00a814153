// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and where to read how it is right. */
final class WrongUsage {
  private WrongUsage() {}

  static String line(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    List<String> unmatched = unmatched(wrong);
    String message =
        unmatched.isEmpty()
            ? lowerFirst(String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ").strip())
            : unmatched(unmatched.get(0), command.getCommandSpec());
    return "hotbus: %s; see %s --help"
        .formatted(message, command.getCommandSpec().qualifiedName(" "));
  }

  /** What nobody knows comes first: a required option is often missing since it was misspelt. */
  private static List<String> unmatched(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched();
    }
    return wrong instanceof MissingParameterException
        ? wrong.getCommandLine().getUnmatchedArguments()
        : List.of();
  }

  private static String unmatched(String argument, CommandSpec command) {
    if (argument.startsWith("-")) {
      String option = argument.replaceFirst("=.*", "");
      return "unknown option " + option + meant(option, List.copyOf(command.optionsMap().keySet()));
    }
    List<String> commands = new ArrayList<>(command.subcommands().keySet());
    if (commands.isEmpty()) {
      return "unexpected argument " + argument;
    }
    return "unknown command " + argument + meant(argument, commands);
  }

  private static String meant(String typed, List<String> names) {
    Optional<String> nearest = NearestName.of(typed, names);
    return nearest.map(name -> ", did you mean " + name + "?").orElse("");
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
