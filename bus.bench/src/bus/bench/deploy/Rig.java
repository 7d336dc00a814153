// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.daemon.Distribution;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A framework with a deployer that watches a folder, and the services that plugins register. */
final class Rig implements AutoCloseable {
  private final HotbusHost host;
  private final Path folder;
  private final Path state;
  private final Sightings services = new Sightings();
  private final List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();
  private final ServiceTracker<LongSupplier, LongSupplier> tracker;

  private Rig(HotbusHost host, Path folder, Path state) {
    this.host = host;
    this.folder = folder;
    this.state = state;
    this.tracker =
        new ServiceTracker<>(host.bundleContext(), LongSupplier.class, null) {
          @Override
          public LongSupplier addingService(ServiceReference<LongSupplier> reference) {
            LongSupplier service = super.addingService(reference);
            if (service != null) {
              loaders.add(new WeakReference<>(service.getClass().getClassLoader()));
            }
            services.seen(
                (String) reference.getProperty("bench.name"),
                (Long) reference.getProperty("bench.number"));
            return service;
          }
        };
    tracker.open();
  }

  /** Starts a host of Hotbus with its deployer, as the daemon has it. */
  static Rig hotbus(Path work) throws Exception {
    Path folder = Files.createDirectories(empty(work).resolve("plugins"));
    Path state = work.resolve("state");
    HostOptions options = common(HostOptions.of(distribution(), state).withPlugins(folder));
    return new Rig(HotbusHost.start(options), folder, state);
  }

  /** Starts the same framework with FileInstall in the place of our deployer. */
  static Rig fileInstall(Path work, Duration poll) throws Exception {
    Path folder = Files.createDirectories(empty(work).resolve("plugins"));
    Path state = work.resolve("state");
    Path jar =
        Path.of(
            ArtifactInstaller.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    HostOptions plain =
        new HostOptions(
            List.of(jar),
            distribution().sharedJars(),
            state,
            List.of(),
            Set.of(),
            Map.of(),
            HostOptions.STOP_LIMIT);
    HostOptions options =
        common(plain)
            .with("felix.fileinstall.dir", folder.toString())
            .with("felix.fileinstall.poll", Long.toString(poll.toMillis()))
            .with("felix.fileinstall.noInitialDelay", "true")
            .with("felix.fileinstall.log.level", "0");
    return new Rig(HotbusHost.start(options), folder, state);
  }

  /** Deletes what an earlier run has left. */
  private static Path empty(Path work) throws IOException {
    if (Files.exists(work)) {
      try (Stream<Path> files = Files.walk(work)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return work;
  }

  private static HostOptions common(HostOptions options) {
    return options
        .with("org.osgi.framework.bundle.parent", "app")
        .with("org.osgi.framework.bootdelegation", "bus.bench.deploy.api");
  }

  private static Distribution distribution() {
    return Distribution.at(Path.of(System.getProperty(Distribution.HOME)));
  }

  BundleContext context() {
    return host.bundleContext();
  }

  <T> T service(Class<T> type) throws InterruptedException {
    return host.service(type, Duration.ofSeconds(30));
  }

  Path folder() {
    return folder;
  }

  Path state() {
    return state;
  }

  /** Returns when the services of plugins were seen. */
  Sightings services() {
    return services;
  }

  /** Returns how many class loaders of plugins are alive. */
  long loadersAlive() {
    loaders.removeIf(loader -> loader.get() == null);
    return loaders.stream().map(WeakReference::get).distinct().count();
  }

  /** Returns a service that is there now, or null; as a client would get it for one call. */
  LongSupplier service() {
    ServiceReference<LongSupplier> reference = context().getServiceReference(LongSupplier.class);
    return reference == null ? null : context().getService(reference);
  }

  /** Puts a build into the folder, and returns how many ms it took until its service was seen. */
  double deploy(byte[] jar, String plugin, long number) throws IOException, InterruptedException {
    long begin = BenchJar.put(jar, folder, plugin + ".jar");
    return (services.await(plugin, number) - begin) / 1e6;
  }

  @Override
  public void close() {
    tracker.close();
    host.close();
  }
}
