// SPDX-License-Identifier: Apache-2.0
package bus.daemon.demo;

import bus.daemon.Distribution;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotbus demo}. */
@Command(
    name = "demo",
    description =
        "Shows it all on real sources: compiles plugins, runs them, replaces one while it is used,"
            + " and unloads it.")
public final class DemoCommand implements HotbusCommand {
  /** Short, so that the demo can show soon that the replaced code is gone. */
  private static final String PROBATION_MILLIS = "500";

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Work in this folder, and keep it; a temporary one if not given.")
  private @Nullable Path work;

  @Override
  public int run(CommandContext context) throws Exception {
    context.startLog(Level.WARN);
    Distribution distribution = context.distribution().get();
    Progress progress = new Progress(context.out(), context.terminal().interactive());
    try (Scratch scratch =
            Scratch.create(work == null ? null : context.resolve(work), distribution.home());
        DemoCompiler compiler = new DemoCompiler(distribution, scratch)) {
      Script script = new Script(progress, scratch, compiler);
      script.compileAll();
      HostOptions options =
          HostOptions.of(distribution, scratch.state())
              .withPlugins(scratch.plugins())
              .with("hotbus.probation", PROBATION_MILLIS);
      try (HotbusHost host = progress.step("start the runtime", () -> HotbusHost.start(options))) {
        script.run(host);
        progress.step("stop the runtime", host::stop);
      }
      progress.times();
    }
    return OK;
  }
}
