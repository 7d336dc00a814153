// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import hot.codegen.Compilation;
import hot.codegen.Compilation.Compiled;
import hot.codegen.Compilation.Rejected;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import java.io.IOException;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hotbus compile}. */
@Command(name = "compile", description = "Makes a plugin bundle of modules.")
public final class CompileCommand implements HotbusCommand {
  @Mixin private PluginOptions plugin = new PluginOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public int run(CommandContext context) throws IOException {
    context.startLog(Level.WARN);
    CompileRequest request = plugin.request(context, output.file(context, plugin.firstModule()));
    try (PluginCompiler compiler = new PluginCompiler()) {
      return tell(context, compiler.compile(request));
    }
  }

  private int tell(CommandContext context, Compilation compilation) throws IOException {
    Report report = new Report(context);
    if (compilation instanceof Compiled compiled) {
      if (json) {
        new JsonReport(report).print(compiled, context.out());
      } else {
        tell(report, compiled);
      }
      return OK;
    }
    Rejected rejected = (Rejected) compilation;
    if (json) {
      new JsonReport(report).print(rejected, context.out());
      return FAILED;
    }
    report.print(rejected.problems());
    throw report.rejected(rejected.problems(), plugin.firstModule());
  }

  private static void tell(Report report, Compiled compiled) {
    report.print(compiled.warnings());
    report
        .context()
        .out()
        .println(report.shown(compiled.bundle()) + (compiled.unchanged() ? " (unchanged)" : ""));
    report.line("plugin", compiled.pluginId() + " " + compiled.version());
    report.line("build hash", compiled.buildHash());
    report.line(
        "factories",
        compiled.factories().isEmpty()
            ? "none: a library for other plugins"
            : Report.factories(compiled.factories()));
    compiled
        .replacements()
        .forEach(
            one -> report.line("replaced", one.artifact() + " by " + report.shown(one.path())));
    report.line("time", Report.times(compiled.times()));
  }
}
