// SPDX-License-Identifier: Apache-2.0
package bndw.launch;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Starts a framework with the bundles that a properties file lists; a tester among them ends it.
 */
public final class FrameworkMain {

  /** The property that lists the bundles, one path a line. */
  public static final String BUNDLES = "bndw.bundles";

  private static final int NOT_STARTED = 3;

  private FrameworkMain() {}

  /** Starts the framework that the file describes. */
  public static void main(String[] args) throws Exception {
    Map<String, String> configuration = new HashMap<>();
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(args[0]))) {
      properties.load(in);
    }
    properties.stringPropertyNames().forEach(n -> configuration.put(n, properties.getProperty(n)));
    String bundles = configuration.remove(BUNDLES);
    // Bundles may ask for these as system properties too.
    configuration.forEach(System::setProperty);
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(configuration);
    framework.start();
    List<Bundle> installed = new ArrayList<>();
    for (String path : bundles.split("\n")) {
      installed.add(framework.getBundleContext().installBundle(Path.of(path).toUri().toString()));
    }
    if (!start(installed)) {
      System.exit(NOT_STARTED);
    }
    framework.waitForStop(0);
  }

  private static boolean start(List<Bundle> bundles) {
    boolean all = true;
    for (Bundle bundle : bundles) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
        continue;
      }
      try {
        bundle.start();
      } catch (BundleException e) {
        System.out.println("cannot start " + bundle + ": " + e.getMessage());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
          System.out.println("  caused by " + cause);
        }
        all = false;
      }
    }
    return all;
  }
}
