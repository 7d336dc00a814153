// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * What the deployer is told at its start.
 *
 * @param folders the plugin folders, absolute
 * @param state where it keeps the content store, the journal and the manifest, absolute
 * @param startTimeout how long a plugin may take to start, or to stop
 * @param rescan how often it looks at the folders without an event
 * @param generations how many earlier contents of each plugin it keeps to go back to
 * @param probation how long the predecessor of a new generation stays installed
 */
record DeployerSettings(
    List<Path> folders,
    Path state,
    Duration startTimeout,
    Duration rescan,
    int generations,
    Duration probation) {

  static final String FOLDERS = "hotbus.plugins";
  static final String STATE = "hotbus.state";
  static final String START_TIMEOUT = "hotbus.start.timeout";
  static final String RESCAN = "hotbus.rescan";
  static final String GENERATIONS = "hotbus.generations";
  static final String PROBATION = "hotbus.probation";

  private static final long DEFAULT_START_TIMEOUT = 10_000;
  private static final long DEFAULT_RESCAN = 2_000;
  private static final int DEFAULT_GENERATIONS = 3;
  private static final int DEFAULT_PROBATION = 5_000;

  DeployerSettings {
    folders = folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
    state = state.toAbsolutePath().normalize();
    for (Path folder : folders) {
      if (state.equals(folder) || folders.indexOf(folder) != folders.lastIndexOf(folder)) {
        throw new IllegalArgumentException(
            "%s and %s must all be different folders, but %s is named twice"
                .formatted(FOLDERS, STATE, folder));
      }
    }
  }

  /** Reads the framework properties. */
  static DeployerSettings of(BundleContext context) {
    List<Path> folders =
        Arrays.stream(required(context, FOLDERS).split(File.pathSeparator))
            .map(String::trim)
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    return new DeployerSettings(
        folders,
        Path.of(required(context, STATE).trim()),
        millis(context, START_TIMEOUT, DEFAULT_START_TIMEOUT),
        millis(context, RESCAN, DEFAULT_RESCAN),
        count(context, GENERATIONS, DEFAULT_GENERATIONS),
        Duration.ofMillis(count(context, PROBATION, DEFAULT_PROBATION)));
  }

  private static String required(BundleContext context, String name) {
    String value = property(context, name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "framework property %s is not set; it must name %s"
              .formatted(
                  name,
                  name.equals(STATE)
                      ? "the directory for the deployer's state"
                      : "the plugin folders, separated by " + File.pathSeparator));
    }
    return value;
  }

  private static Duration millis(BundleContext context, String name, long otherwise) {
    String value = property(context, name);
    if (value == null || value.isBlank()) {
      return Duration.ofMillis(otherwise);
    }
    if (!value.trim().matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "framework property %s is \"%s\"; expected a number of milliseconds above 0"
              .formatted(name, value));
    }
    return Duration.ofMillis(Long.parseLong(value.trim()));
  }

  private static int count(BundleContext context, String name, int otherwise) {
    String value = property(context, name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    if (!value.trim().matches("[0-9]{1,8}")) {
      throw new IllegalArgumentException(
          "framework property %s is \"%s\"; expected a number from 0 to 99999999"
              .formatted(name, value));
    }
    return Integer.parseInt(value.trim());
  }

  private static @Nullable String property(BundleContext context, String name) {
    return context.getProperty(name);
  }
}
