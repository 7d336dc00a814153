// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import bus.daemon.cli.StopRequest;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import hot.codegen.watch.ModuleWatch;
import hot.codegen.watch.WatchEvent;
import hot.codegen.watch.WatchTarget;
import hot.codegen.watch.WatchTimes;
import java.io.IOException;
import java.util.List;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hotbus watch}. */
@Command(
    name = "watch",
    description =
        "Makes a plugin bundle of modules, and makes it again whenever they change, until SIGTERM"
            + " or SIGINT.")
public final class WatchCommand implements HotbusCommand {
  @Mixin private PluginOptions plugin = new PluginOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public int run(CommandContext context) throws IOException, InterruptedException {
    context.startLog(Level.WARN);
    StopRequest stop = context.stop().get();
    CompileRequest request = plugin.request(context, output.file(context, plugin.firstModule()));
    WatchTarget target = new WatchTarget(plugin.firstModule().toString(), request);
    EventLines lines = new EventLines(context);
    try (PluginCompiler compiler = new PluginCompiler();
        ModuleWatch watch =
            new ModuleWatch(
                compiler,
                () -> List.of(target),
                WatchTimes.DEFAULT,
                event -> {
                  tell(lines, event);
                  if (event instanceof WatchEvent.Done) {
                    // The first build needs all there is; the next ones are the quicker for it.
                    compiler.warmUp(request.host());
                  }
                })) {
      watch.start();
      lines.line(EventLines.Mood.PLAIN, "ended", stop.await());
    }
    return OK;
  }

  private static void tell(EventLines lines, WatchEvent event) {
    if (event instanceof WatchEvent.Changed changed) {
      lines.changed(changed);
    } else if (event instanceof WatchEvent.Built built) {
      lines.built(built);
      if (!built.compiled().unchanged()) {
        lines.line(
            EventLines.Mood.GOOD, "written", lines.shown(built.compiled().bundle()).toString());
      }
    } else if (event instanceof WatchEvent.Failed failed) {
      lines.failed(failed, "nothing was written, what was there stays");
    }
  }
}
