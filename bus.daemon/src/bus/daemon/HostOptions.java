// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import bus.http.wire.ApiFolder;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private static final String API = "bus.http";
  private static final Set<String> API_ONLY =
      Set.of(
          API,
          "org.eclipse.jetty.http",
          "org.eclipse.jetty.io",
          "org.eclipse.jetty.server",
          "org.eclipse.jetty.util");

  /** Copies the collections. */
  public HostOptions {
    bundles = List.copyOf(bundles);
    sharedJars = List.copyOf(sharedJars);
    plugins = List.copyOf(plugins);
    omitted = Set.copyOf(omitted);
    properties = Map.copyOf(properties);
  }

  /** Returns the options of a host without plugins, interactive shell and HTTP API. */
  public static HostOptions of(Distribution distribution, Path state) {
    return new HostOptions(
        distribution.installable(),
        distribution.sharedJars(),
        state,
        List.of(),
        Stream.concat(Stream.of(SHELL, DEPLOYER), API_ONLY.stream()).collect(Collectors.toSet()),
        Map.of(),
        STOP_LIMIT);
  }

  /** Returns a copy whose deployer watches a folder. */
  public HostOptions withPlugins(Path folder) {
    return withPlugins(List.of(folder));
  }

  /** Returns a copy whose deployer watches folders. */
  public HostOptions withPlugins(List<Path> folders) {
    return copy(folders, without(Set.of(DEPLOYER)), properties);
  }

  /** Returns the plugin folders in the form of a class path. */
  public String pluginPath() {
    return plugins.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns a copy that runs a shell on the terminal of the process. */
  public HostOptions withShell() {
    return copy(plugins, without(Set.of(SHELL)), properties);
  }

  /**
   * Returns a copy that offers the HTTP API. Its address and token are put into the folder {@code
   * api} of the state directory.
   *
   * @param port the port on loopback, 0 for any free one
   * @param exec whether configurations may be executed over it
   */
  public HostOptions withApi(int port, boolean exec) {
    return copy(plugins, without(API_ONLY), properties)
        .with("hotbus.api.folder", ApiFolder.of(state).folder().toString())
        .with("hotbus.api.port", Integer.toString(port))
        .with("hotbus.api.exec", Boolean.toString(exec));
  }

  /** Returns a copy with a further framework property. */
  public HostOptions with(String property, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(property, value);
    return copy(plugins, omitted, more);
  }

  private Set<String> without(Set<String> names) {
    return Set.copyOf(omitted.stream().filter(omit -> !names.contains(omit)).toList());
  }

  private HostOptions copy(
      List<Path> folders, Set<String> omit, Map<String, String> frameworkProperties) {
    return new HostOptions(
        bundles, sharedJars, state, folders, omit, frameworkProperties, stopLimit);
  }
}
