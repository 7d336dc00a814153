// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import bus.daemon.DaemonException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command line that was run, and what came out of it. */
record Run(int code, String out, String err) {
  static Run of(HotbusCommand command, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            Path.of("/project"),
            () -> {
              throw new DaemonException("no distribution");
            },
            StopRequest::new,
            new Terminal(false),
            new GlobalOptions());
    int code = new Cli(context, List.of(command)).run(arguments);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Run of(String... arguments) {
    return of(new SampleCommand(), Map.of(), arguments);
  }
}
