// SPDX-License-Identifier: Apache-2.0
package bus.daemon.crash;

import bus.api.directive.Failure;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Plugins;
import bus.daemon.Distribution;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.GlobalOptions;
import bus.daemon.cli.StopRequest;
import bus.daemon.cli.Terminal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.slf4j.event.Level;

/** The process that is killed: a host that says on its standard output what runs in it. */
public final class CrashChild {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private CrashChild() {}

  /** Runs until its standard input ends. Arguments: home, state, plugin folder. */
  public static void main(String[] arguments) throws Exception {
    Distribution distribution = Distribution.at(Path.of(arguments[0]));
    new CommandContext(
            System.err,
            System.err,
            Map.of(),
            Path.of("").toAbsolutePath(),
            () -> distribution,
            StopRequest::new,
            new Terminal(false),
            new GlobalOptions())
        .startLog(Level.INFO);
    HostOptions options =
        HostOptions.of(distribution, Path.of(arguments[1])).withPlugins(Path.of(arguments[2]));
    // While a generation is on probation it is not known yet which content is the last good one.
    options = options.with("hotbus.probation", "0");
    try (HotbusHost host = HotbusHost.start(options)) {
      serve(host, host.service(Plugins.class, LIMIT));
    } catch (Throwable failed) { // the end of the process, whatever threads there are
      System.err.println(Failure.of(failed).trace());
      Runtime.getRuntime().halt(1);
    }
  }

  private static void serve(HotbusHost host, Plugins plugins) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "look" -> {
          plugins.rescan().timeout(LIMIT.toMillis()).getValue();
          System.out.println(report(host, plugins));
        }
        case "pin" -> {
          plugins.pin(words[1]).timeout(LIMIT.toMillis()).getValue();
          System.out.println("pinned");
        }
        case "unpin" -> {
          plugins.unpin(words[1]).timeout(LIMIT.toMillis()).getValue();
          System.out.println("unpinned");
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  /** Three lists, separated by a bar: plugins with versions, their bundles, all bundles' number. */
  private static String report(HotbusHost host, Plugins plugins) {
    Bundle[] all = host.bundleContext().getBundles();
    return plugins.plugins().stream().map(CrashChild::text).sorted().collect(joined())
        + "|"
        + Arrays.stream(all)
            .filter(bundle -> bundle.getLocation().startsWith("hotbus:"))
            .map(CrashChild::text)
            .sorted()
            .collect(joined())
        + "|"
        + all.length;
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(" ");
  }

  private static String text(LoadedPlugin plugin) {
    return plugin.id() + "=" + plugin.version();
  }

  private static String text(Bundle bundle) {
    return "%s=%s/%s"
        .formatted(
            bundle.getLocation().substring("hotbus:".length()),
            bundle.getVersion(),
            bundle.getState() == Bundle.ACTIVE ? "active" : "state" + bundle.getState());
  }
}
