// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import hot.codegen.CompileRequest;
import hot.codegen.Generation;
import hot.codegen.Generation.Generated;
import hot.codegen.Generation.Rejected;
import hot.codegen.PluginCompiler;
import hot.codegen.generate.SourceFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hotbus codegen}. */
@Command(
    name = "codegen",
    description = "Writes the sources that compile would add to modules, and stops.")
public final class CodegenCommand implements HotbusCommand {
  @Mixin private PluginOptions plugin = new PluginOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Where to write them; sources of an earlier run that are not made any more go.")
  private Path output = Path.of("");

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public int run(CommandContext context) throws IOException {
    context.startLog(Level.WARN);
    Path folder = context.resolve(output);
    CompileRequest request = plugin.request(context, folder.resolve("plugin.jar"));
    try (PluginCompiler compiler = new PluginCompiler()) {
      return tell(new Report(context), compiler.generate(request), folder);
    }
  }

  private int tell(Report report, Generation generation, Path folder) throws IOException {
    if (generation instanceof Rejected rejected) {
      if (json) {
        new JsonReport(report).print(rejected, report.context().out());
        return FAILED;
      }
      report.print(rejected.problems());
      throw report.rejected(rejected.problems(), plugin.firstModule());
    }
    Generated generated = (Generated) generation;
    boolean changed = SourceFolder.write(folder, generated.sources());
    if (json) {
      new JsonReport(report).print(generated, folder, changed, report.context().out());
      return OK;
    }
    report.print(generated.warnings());
    report.context().out().println(report.shown(folder) + (changed ? "" : " (unchanged)"));
    generated.sources().forEach(source -> report.line("source", source.path()));
    report.line("plugin", generated.pluginId() + " " + generated.version());
    report.line("factories", Report.factories(generated.factories()));
    report.line("time", Report.times(generated.times()));
    return OK;
  }
}
