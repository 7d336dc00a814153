// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command without a sub-command; it does nothing itself. */
@Command(
    name = "hotbus",
    description = "Runs controllers on a bus, and replaces their code while they run.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "An option --some-name of any command can be given by the environment as HOTBUS_SOME_NAME.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class Root {
  @Mixin private final GlobalOptions settings = new GlobalOptions();

  GlobalOptions settings() {
    return settings;
  }
}
