// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.directive.Registration;
import bus.api.plugin.Plugins;
import bus.daemon.Distribution;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import bus.daemon.WorkspaceFolders;
import bus.daemon.build.EventLines;
import bus.daemon.build.EventLines.Mood;
import bus.daemon.build.PluginHost;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.StopRequest;
import hot.codegen.PluginCompiler;
import hot.codegen.host.HostPlatform;
import hot.codegen.watch.ModuleWatch;
import hot.codegen.watch.WatchEvent;
import hot.codegen.watch.WatchTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One session of the developer's loop: compiles while the host starts, then runs until told to
 * stop. What happens is looked at and told on one thread.
 */
final class DevSession implements AutoCloseable {
  private static final Duration SERVICE_LIMIT = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 500;

  private final CommandContext context;
  private final DevOptions options;
  private final EventLines lines;
  private final Story story;
  private final ScheduledThreadPoolExecutor thread;
  private @Nullable PluginCompiler compiler;
  private @Nullable ModuleWatch watch;

  DevSession(CommandContext context, DevOptions options) {
    this.context = context;
    this.options = options;
    this.lines = new EventLines(context);
    this.story = new Story(lines);
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = new Thread(work, "hotbus-dev");
              made.setDaemon(true);
              return made;
            });
    // What the last events of a session that ends would tell.
    thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  void run(StopRequest stop) throws IOException, InterruptedException {
    Files.createDirectories(options.plugins());
    Distribution distribution = context.distribution().get();
    HostOptions hostOptions = hostOptions(distribution);
    if (options.workspace().isEmpty()) {
      watch(distribution);
    }
    try (HotbusHost host = HotbusHost.start(hostOptions)) {
      serve(host, stop);
      host.stop().forEach(left -> lines.line(Mood.DOUBTFUL, "stays", "did not stop: " + left));
    }
  }

  private HostOptions hostOptions(Distribution distribution) {
    List<Path> folders =
        options
            .workspace()
            .map(workspace -> WorkspaceFolders.of(workspace, options.modules()))
            .orElse(List.of(options.plugins()));
    return HostOptions.of(distribution, options.state())
        .withPlugins(folders)
        // As soon as it executes: a developer sees a failure, and wants to see a success now.
        .with("hotbus.ready.after", "1")
        .with("hotbus.rescan", "1000");
  }

  /** Compiles from now on. */
  private void watch(Distribution distribution) throws IOException {
    PluginCompiler made = new PluginCompiler();
    compiler = made;
    HostPlatform host = PluginHost.of(distribution);
    watch =
        new ModuleWatch(
            made,
            new DevTargets(options, host),
            WatchTimes.DEFAULT,
            event -> {
              thread.execute(() -> story.watched(event));
              if (event instanceof WatchEvent.Done) {
                // The first build needs all there is; the next ones are the quicker for it.
                made.warmUp(host);
              }
            });
    watch.start();
  }

  private void serve(HotbusHost host, StopRequest stop) throws InterruptedException {
    host.onStopping(() -> stop.request("the framework stops"));
    Plugins plugins = host.service(Plugins.class, SERVICE_LIMIT);
    Bus bus = host.service(Bus.class, SERVICE_LIMIT);
    ConfigReader reader = host.service(ConfigReader.class, SERVICE_LIMIT);
    Settings settings = new Settings(options.configs(), reader, bus, lines);
    settings.begin();
    Registration listening =
        plugins.onDeployment(
            deployment ->
                thread.execute(
                    () -> {
                      story.deployed(deployment, plugins.plugins());
                      settings.loaded(plugins.plugins());
                    }));
    thread.execute(() -> settings.loaded(plugins.plugins()));
    ScheduledFuture<?> looks =
        thread.scheduleWithFixedDelay(
            () -> {
              settings.look();
              story.unloaded(plugins.unloaded());
            },
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
    try (DevKeys keys = DevKeys.open(context, lines, host, plugins, this::rebuild, stop)) {
      keys.announce();
      String why = stop.await();
      lines.line(Mood.PLAIN, "ends", why);
    } finally {
      looks.cancel(false);
      listening.close();
      endThread(settings);
    }
  }

  private void rebuild() {
    if (watch != null) {
      watch.rebuild();
    } else {
      lines.line(Mood.PLAIN, "rebuild", "is up to what builds the workspace");
    }
  }

  private void endThread(Settings settings) throws InterruptedException {
    thread.execute(settings::close);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.shutdown();
    thread.awaitTermination(SERVICE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the watch, then the compiler. */
  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
    if (compiler != null) {
      compiler.close();
    }
    thread.shutdownNow();
  }
}
