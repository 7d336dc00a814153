// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework in which plugins find what they expect of a host. */
final class TestFramework implements AutoCloseable {

  private final Framework framework;

  TestFramework(Path storage) throws Exception {
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    framework =
        factory.newFramework(
            Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage.toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
    framework.start();
    for (Path bundle : TestHost.bundles()) {
      install(bundle);
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Bundle install(Path bundle) throws BundleException, IOException {
    try (var in = Files.newInputStream(bundle)) {
      return context().installBundle(bundle.toString(), in);
    }
  }

  /**
   * Installs and starts a plugin, and returns what a static method of it without parameters does.
   */
  Object call(Path plugin, String type, String method) throws Exception {
    Bundle bundle = install(plugin);
    bundle.start();
    var found = bundle.loadClass(type).getDeclaredMethod(method);
    found.setAccessible(true);
    return found.invoke(null);
  }

  @Override
  public void close() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(10_000);
  }
}
