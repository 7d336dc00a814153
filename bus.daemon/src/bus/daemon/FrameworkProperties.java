// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Constants;

/** The properties that a host's framework is made with. */
final class FrameworkProperties {
  /** How the deployer is told the plugin folders. */
  private static final String PLUGIN_FOLDERS = "hotbus.plugins";

  /** How the deployer is told where it may keep its store. */
  private static final String DEPLOYER_STATE = "hotbus.state";

  private FrameworkProperties() {}

  static Map<String, Object> of(HostOptions options) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, options.state().resolve("cache").toString());
    // What should run is in the deployer's store; the framework's own memory would contradict it.
    properties.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, shared(options.sharedJars()));
    properties.put(FelixConstants.LOG_LOGGER_PROP, new FrameworkLog());
    if (!options.plugins().isEmpty()) {
      properties.put(PLUGIN_FOLDERS, options.pluginPath());
      properties.put(DEPLOYER_STATE, options.state().resolve("deployer").toString());
    }
    properties.putAll(options.properties());
    return properties;
  }

  /** Joins the export headers of jars on the class path, with their versions and uses. */
  private static String shared(List<Path> jars) {
    List<BundleFile> exporters = new ArrayList<>();
    for (Path jar : jars) {
      exporters.add(BundleFile.of(jar));
    }
    return exporters.stream()
        .map(BundleFile::exports)
        .filter(exports -> !exports.isEmpty())
        .collect(Collectors.joining(","));
  }
}
