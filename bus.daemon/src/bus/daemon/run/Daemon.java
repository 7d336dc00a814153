// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.plugin.Plugins;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import bus.daemon.cli.StopRequest;
import bus.http.wire.ApiFolder;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host with configurations applied to its bus, until a request to stop. */
final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.daemon");
  private static final Duration SERVICE_LIMIT = Duration.ofSeconds(10);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(500);
  private final HostOptions options;
  private final List<ConfigPath> configs;
  private final List<ConfigFile> files;
  private final boolean write;
  private final boolean shell;
  private final boolean api;

  /** Files are what {@code configs} held at the start. */
  Daemon(
      HostOptions options,
      List<ConfigPath> configs,
      List<ConfigFile> files,
      boolean write,
      boolean shell,
      boolean api) {
    this.options = options;
    this.configs = configs;
    this.files = files;
    this.write = write;
    this.shell = shell;
    this.api = api;
  }

  void run(StopRequest stop) throws InterruptedException {
    long begin = System.nanoTime();
    HotbusHost host = HotbusHost.start(options);
    try {
      serve(host, stop, begin);
      tellEnd(host.stop());
    } finally {
      host.close();
    }
  }

  private void serve(HotbusHost host, StopRequest stop, long begin) throws InterruptedException {
    host.onStopping(() -> stop.request("the framework stops"));
    if (!options.plugins().isEmpty()) {
      host.service(Plugins.class, SERVICE_LIMIT); // it logs each deployment itself
    }
    ConfigReader reader = host.service(ConfigReader.class, SERVICE_LIMIT);
    Bus bus = host.service(Bus.class, SERVICE_LIMIT);
    try (Configurations configurations = new Configurations(configs, reader, bus)) {
      configurations.apply(write ? ConfigWriter.write(files, reader) : files);
      announce(host, (System.nanoTime() - begin) / 1_000_000);
      try (ConfigWatch watch = new ConfigWatch(configurations, LOOK_PERIOD)) {
        LOG.info("daemon stops why={}", stop.await());
      }
    }
  }

  private void announce(HotbusHost host, long millis) throws InterruptedException {
    LOG.info(
        "daemon runs configs={} plugins={} state={} ms={}",
        files.size(),
        options.plugins().isEmpty() ? "none" : options.pluginPath(),
        options.state(),
        millis);
    if (api) {
      tellApi(host);
    }
    tellShell();
  }

  private void tellApi(HotbusHost host) throws InterruptedException {
    LOG.info(
        "api listens address={} exec={} token={}",
        host.property("hotbus.api.address", SERVICE_LIMIT),
        options.properties().get("hotbus.api.exec"),
        ApiFolder.of(options.state()).tokenFile());
  }

  private void tellShell() {
    LOG.info(
        shell
            ? "shell is on this terminal: try bus:status or help; exit 0 stops the daemon"
            : "no shell: standard input and output are no terminal, or --no-shell was given");
  }

  private static void tellEnd(List<String> left) {
    left.forEach(name -> LOG.warn("did not stop in time what={}", name));
    LOG.info("daemon stopped{}", left.isEmpty() ? "" : " but for what is named above");
  }
}
