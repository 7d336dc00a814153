// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import bus.api.observe.LogLevels;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A framework in this process, with the bundles of a distribution in it. The packages of the shared
 * jars are those of this process's class path, so the host and the bundles see the same classes.
 *
 * <p>Thread-safe.
 */
public final class HotbusHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotbusHost.class);
  private final Framework framework;
  private final BundleContext context;
  private final Duration stopLimit;
  private final ConcurrentLinkedQueue<ServiceTracker<?, ?>> trackers =
      new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private HotbusHost(Framework framework, Duration stopLimit) {
    this.framework = framework;
    this.context = framework.getBundleContext();
    this.stopLimit = stopLimit;
  }

  /**
   * Starts a framework and all bundles.
   *
   * @param options what with
   * @return the running host
   * @throws DaemonException if something does not start; then nothing is left running
   */
  public static HotbusHost start(HostOptions options) {
    long begin = System.nanoTime();
    Framework framework = new Felix(FrameworkProperties.of(options));
    try {
      framework.start();
    } catch (BundleException failed) {
      throw new DaemonException(
          "the framework does not start: %s; see to the state directory %s"
              .formatted(rootMessage(failed), options.state()),
          failed);
    }
    HotbusHost host = new HotbusHost(framework, options.stopLimit());
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      host.context.registerService(LogLevels.class, new LogbackLevels(logback), null);
    }
    try {
      new Bundles(host.context).start(options.bundles(), options.omitted());
    } catch (DaemonException failed) {
      host.close();
      throw failed;
    }
    LOG.debug(
        "host started bundles={} ms={}",
        host.context.getBundles().length,
        (System.nanoTime() - begin) / 1_000_000);
    return host;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** Returns the context of the system bundle. */
  public BundleContext bundleContext() {
    return context;
  }

  /**
   * Waits for a service. It stays in use until the host is closed.
   *
   * @param type its class, of a shared package
   * @param limit how long to wait
   * @return the service
   * @throws DaemonException if it does not come in time
   */
  public <T> T service(Class<T> type, Duration limit) throws InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
    tracker.open();
    trackers.add(tracker);
    T service = tracker.waitForService(Math.max(1, limit.toMillis()));
    if (service == null) {
      List<String> idle = inState(Bundle.INSTALLED | Bundle.RESOLVED);
      throw new DaemonException(
          "no service %s within %d ms%s; its component says why at log level debug"
              .formatted(
                  type.getName(),
                  limit.toMillis(),
                  idle.isEmpty() ? "" : " (bundles that are not active: " + idle + ")"));
    }
    return service;
  }

  /**
   * Waits for a service that has a property.
   *
   * @param property its name
   * @param limit how long to wait
   * @return the value as text
   * @throws DaemonException if it does not come in time
   */
  public String property(String property, Duration limit) throws InterruptedException {
    ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, having(property), null);
    tracker.open(true); // whatever its class is, which this process may know in another form
    try {
      if (tracker.waitForService(Math.max(1, limit.toMillis())) == null) {
        throw new DaemonException(
            "no service with %s within %d ms; the log says why its component does not start"
                .formatted(property, limit.toMillis()));
      }
      return String.valueOf(tracker.getServiceReference().getProperty(property));
    } finally {
      tracker.close();
    }
  }

  private Filter having(String property) {
    try {
      return context.createFilter("(" + property + "=*)");
    } catch (InvalidSyntaxException wrong) {
      throw new IllegalArgumentException(property + " is no name of a property", wrong);
    }
  }

  /** Calls back when the framework begins to stop, for whatever reason. */
  public void onStopping(Runnable callback) {
    SynchronousBundleListener listener =
        event -> {
          if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            callback.run();
          }
        };
    context.addBundleListener(listener);
  }

  /**
   * Stops the framework, bounded.
   *
   * @return what did not stop in time, as text; empty if all did
   */
  public List<String> stop() {
    if (!closed.compareAndSet(false, true)) {
      return List.of();
    }
    trackers.forEach(HotbusHost::closeTracker);
    try {
      framework.stop();
      FrameworkEvent end = framework.waitForStop(Math.max(1, stopLimit.toMillis()));
      if (end.getType() != FrameworkEvent.WAIT_TIMEDOUT) {
        return List.of();
      }
    } catch (BundleException failed) {
      return List.of("the framework: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    List<String> names = new ArrayList<>();
    inState(Bundle.STOPPING | Bundle.ACTIVE).forEach(name -> names.add("bundle " + name));
    return names.isEmpty() ? List.of("the framework") : List.copyOf(names);
  }

  private static void closeTracker(ServiceTracker<?, ?> tracker) {
    try {
      tracker.close();
    } catch (IllegalStateException gone) {
      LOG.debug("framework stopped before its tracker was closed");
    }
  }

  private List<String> inState(int states) {
    try {
      return Arrays.stream(context.getBundles())
          .filter(bundle -> bundle.getBundleId() != 0 && (bundle.getState() & states) != 0)
          .filter(bundle -> bundle.getHeaders().get("Fragment-Host") == null)
          .map(Bundle::getSymbolicName)
          .toList();
    } catch (IllegalStateException gone) {
      return List.of();
    }
  }

  /** Stops; see {@link #stop}. What did not stop is logged. */
  @Override
  public void close() {
    stop().forEach(name -> LOG.warn("did not stop in time what={}", name));
  }
}
