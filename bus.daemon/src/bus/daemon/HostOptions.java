// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a host is started with.
 *
 * @param bundles the jars to install, see {@link Distribution#installable()}
 * @param sharedJars the jars of the class path whose packages the bundles use
 * @param state the state directory; the framework's cache and the deployer's store go below it
 * @param plugins the plugin folders, empty to run without a deployer
 * @param omitted symbolic names of bundles that are not installed
 * @param properties further framework properties
 * @param stopLimit how long to wait for the framework to stop
 */
public record HostOptions(
    List<Path> bundles,
    List<Path> sharedJars,
    Path state,
    List<Path> plugins,
    Set<String> omitted,
    Map<String, String> properties,
    Duration stopLimit) {
  /** How long to wait for the framework to stop, unless told otherwise. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final String SHELL = "org.apache.felix.gogo.jline";
  private static final String DEPLOYER = "hot.deployer";

  /** Copies the collections. */
  public HostOptions {
    bundles = List.copyOf(bundles);
    sharedJars = List.copyOf(sharedJars);
    plugins = List.copyOf(plugins);
    omitted = Set.copyOf(omitted);
    properties = Map.copyOf(properties);
  }

  /** Returns the options of a host without plugins and without an interactive shell. */
  public static HostOptions of(Distribution distribution, Path state) {
    return new HostOptions(
        distribution.installable(),
        distribution.sharedJars(),
        state,
        List.of(),
        Set.of(SHELL, DEPLOYER),
        Map.of(),
        STOP_LIMIT);
  }

  /** Returns a copy whose deployer watches a folder. */
  public HostOptions withPlugins(Path folder) {
    return withPlugins(List.of(folder));
  }

  /** Returns a copy whose deployer watches folders. */
  public HostOptions withPlugins(List<Path> folders) {
    return copy(folders, without(DEPLOYER), properties);
  }

  /** Returns the plugin folders in the form of a class path. */
  public String pluginPath() {
    return plugins.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns a copy that runs a shell on the terminal of the process. */
  public HostOptions withShell() {
    return copy(plugins, without(SHELL), properties);
  }

  /** Returns a copy with a further framework property. */
  public HostOptions with(String property, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(property, value);
    return copy(plugins, omitted, more);
  }

  private Set<String> without(String name) {
    return Set.copyOf(omitted.stream().filter(omit -> !omit.equals(name)).toList());
  }

  private HostOptions copy(
      List<Path> folders, Set<String> omit, Map<String, String> frameworkProperties) {
    return new HostOptions(
        bundles, sharedJars, state, folders, omit, frameworkProperties, stopLimit);
  }
}
