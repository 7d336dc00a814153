// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** Installs and starts the bundles of a host. */
final class Bundles {
  private final BundleContext context;

  Bundles(BundleContext context) {
    this.context = context;
  }

  void start(List<Path> jars, Set<String> omitted) {
    List<Bundle> toStart = new ArrayList<>();
    for (Path jar : jars) {
      BundleFile file = BundleFile.of(jar);
      if (omitted.contains(file.symbolicName())) {
        continue;
      }
      Bundle bundle = install(file);
      if (!file.fragment()) {
        toStart.add(bundle);
      }
    }
    context.getBundle().adapt(FrameworkWiring.class).resolveBundles(null);
    toStart.forEach(Bundles::start);
  }

  private Bundle install(BundleFile file) {
    try {
      return context.installBundle("reference:" + file.file().toAbsolutePath().toUri());
    } catch (BundleException failed) {
      throw new DaemonException(
          "%s can not be installed: %s; build or install Hotbus again"
              .formatted(file.file(), failed.getMessage()),
          failed);
    }
  }

  private static void start(Bundle bundle) {
    try {
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    } catch (BundleException failed) {
      throw new DaemonException(explain(bundle, failed), failed);
    }
  }

  private static String explain(Bundle bundle, BundleException failed) {
    String message = String.valueOf(failed.getMessage());
    if (failed.getType() == BundleException.RESOLVE_ERROR) {
      Unresolved why = Unresolved.of(bundle.getSymbolicName(), message);
      String whose = why.bundle().equals(bundle.getSymbolicName()) ? "it" : why.bundle();
      return "bundle %s (%s) can not be resolved: %s needs %s, which no bundle and no boot jar has"
          .formatted(bundle.getSymbolicName(), fileName(bundle), whose, why.need());
    }
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return "bundle %s (%s) can not be started: %s"
        .formatted(bundle.getSymbolicName(), fileName(bundle), cause);
  }

  private static String fileName(Bundle bundle) {
    String location = bundle.getLocation();
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
