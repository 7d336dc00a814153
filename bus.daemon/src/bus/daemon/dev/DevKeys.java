// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Plugins;
import bus.daemon.HotbusHost;
import bus.daemon.build.EventLines;
import bus.daemon.build.EventLines.Mood;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.StopRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person can do while a session runs; nothing if there is no terminal. */
final class DevKeys implements AutoCloseable {
  private static final String HELP = "keys: r rebuild, p show plugins, s open shell, q quit";
  private final CommandContext context;
  private final EventLines lines;
  private final HotbusHost host;
  private final Plugins plugins;
  private @Nullable Keys keys;

  private DevKeys(CommandContext context, EventLines lines, HotbusHost host, Plugins plugins) {
    this.context = context;
    this.lines = lines;
    this.host = host;
    this.plugins = plugins;
  }

  static DevKeys open(
      CommandContext context,
      EventLines lines,
      HotbusHost host,
      Plugins plugins,
      Runnable rebuild,
      StopRequest stop) {
    DevKeys made = new DevKeys(context, lines, host, plugins);
    if (context.terminal().interactive()) {
      made.keys =
          Keys.open(
              Map.of(
                  'r',
                  rebuild,
                  'p',
                  made::showPlugins,
                  's',
                  made::shell,
                  'q',
                  () -> stop.request("the key q was pressed")));
    }
    return made;
  }

  void announce() {
    lines.line(Mood.PLAIN, "running", keys == null ? "until SIGTERM or SIGINT" : HELP);
  }

  private void showPlugins() {
    List<LoadedPlugin> loaded = plugins.plugins();
    lines.line(Mood.PLAIN, "plugins", loaded.isEmpty() ? "none is loaded" : loaded.size() + "");
    for (LoadedPlugin plugin : loaded) {
      Path file = Path.of(plugin.file()).getFileName();
      context
          .out()
          .printf(
              "  %s %s, generation %d, build %s, bundle %d, from %s%n",
              plugin.id(),
              plugin.version(),
              plugin.generation(),
              plugin.buildHash(),
              plugin.bundleId(),
              file);
      plugin.factories().forEach(id -> context.out().println("    " + id));
    }
  }

  private void shell() {
    Keys open = keys;
    if (open == null) {
      return;
    }
    try (GogoShell gogo = GogoShell.open(host.bundleContext(), context.out())) {
      lines.line(Mood.PLAIN, "shell", "try bus:status, hot:plugins or help; exit leaves it");
      open.lines("hotbus> ", line -> run(gogo, line.strip()));
      lines.line(Mood.PLAIN, "running", HELP);
    } catch (ReflectiveOperationException failed) {
      lines.line(Mood.BAD, "shell", "can not be opened: " + failed.getMessage());
    }
  }

  private boolean run(GogoShell gogo, String line) {
    if (line.equals("exit") || line.equals("quit")) {
      return false;
    }
    try {
      if (!line.isEmpty()) {
        gogo.run(line);
      }
    } catch (ReflectiveOperationException failed) {
      context.out().println("shell: " + failed.getMessage());
    }
    return true;
  }

  @Override
  public void close() {
    if (keys != null) {
      keys.close();
    }
  }
}
