// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy.plugin;

import bus.api.controller.ControllerFactory;
import bus.api.plugin.PluginConstants;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers a plain service for every kind of deployer, and a factory for ours. */
public final class Activator implements BundleActivator {

  @Override
  public void start(BundleContext context) throws IOException {
    Properties build = new Properties();
    try (InputStream in = Activator.class.getResourceAsStream("/build.properties")) {
      build.load(in);
    }
    if (Boolean.parseBoolean(build.getProperty("broken"))) {
      throw new IllegalStateException("this build is broken");
    }
    String name = build.getProperty("name");
    long number = Long.parseLong(build.getProperty("number"));
    context.registerService(
        LongSupplier.class,
        () -> number,
        FrameworkUtil.asDictionary(Map.of("bench.name", name, "bench.number", number)));
    Map<String, Object> factory =
        Map.of(
            PluginConstants.SERVICE_PLUGIN_ID,
            name,
            PluginConstants.SERVICE_CONTROLLER_ID,
            "bench/" + name,
            PluginConstants.SERVICE_CONTROLLER_VERSION,
            "1.0.0");
    context.registerService(
        ControllerFactory.class,
        new AnswererFactory(name, number),
        FrameworkUtil.asDictionary(factory));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes back what was registered.
  }
}
