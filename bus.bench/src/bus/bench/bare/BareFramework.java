// SPDX-License-Identifier: Apache-2.0
package bus.bench.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.event.EventAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** A framework of its own with what the bus is compared with. */
public final class BareFramework implements AutoCloseable {

  private static final long STOP_MILLIS = 10_000;
  private final Framework framework;
  private final Path storage;

  private BareFramework(Framework framework, Path storage) {
    this.framework = framework;
    this.storage = storage;
  }

  /** Starts a framework that gives its bundles every package of the class path. */
  public static BareFramework start() throws Exception {
    Path storage = Files.createTempDirectory("hotbus-bench");
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    storage.toString(),
                    Constants.FRAMEWORK_BUNDLE_PARENT,
                    Constants.FRAMEWORK_BUNDLE_PARENT_APP,
                    Constants.FRAMEWORK_BOOTDELEGATION,
                    "*",
                    "felix.log.level",
                    "0"));
    framework.start();
    return new BareFramework(framework, storage);
  }

  /** Returns the context of the framework. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /** Starts an EventAdmin as its bundle would; it ends with the framework. */
  public EventAdmin eventAdmin() throws Exception {
    BundleContext context = framework.getBundleContext();
    new org.apache.felix.eventadmin.impl.Activator().start(context);
    return context.getService(context.getServiceReference(EventAdmin.class));
  }

  /** Registers a service with one property. */
  public <S> void register(Class<S> type, S service, String key, String value) {
    framework
        .getBundleContext()
        .registerService(type, service, FrameworkUtil.asDictionary(Map.of(key, value)));
  }

  /** Returns what the one service that the filter finds answers. */
  public long ask(String filter) throws InvalidSyntaxException {
    BundleContext context = framework.getBundleContext();
    String full =
        "(&(" + Constants.OBJECTCLASS + "=" + LongSupplier.class.getName() + ")" + filter + ")";
    ServiceTracker<LongSupplier, LongSupplier> tracker =
        new ServiceTracker<>(context, context.createFilter(full), null);
    tracker.open();
    try {
      return tracker.getService().getAsLong();
    } finally {
      tracker.close();
    }
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(STOP_MILLIS);
    try (Stream<Path> files = Files.walk(storage)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        delete(file);
      }
    }
  }

  private static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
