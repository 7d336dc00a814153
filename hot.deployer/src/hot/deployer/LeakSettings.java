// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.leak.LeakMode;
import hot.deployer.leak.LeakWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Reads the framework properties about leaks. */
final class LeakSettings {

  static final String LEAKS = "hotbus.leaks";
  static final String AFTER = "hotbus.leaks.after";
  static final String DUMP_LIMIT = "hotbus.leaks.dump.max";

  private static final long DEFAULT_AFTER = 60_000;
  private static final long DEFAULT_DUMP_LIMIT = 1024;
  private static final Duration READ_LIMIT = Duration.ofMinutes(2);

  private LeakSettings() {}

  static LeakWatch.Settings of(BundleContext context, Path state) {
    return new LeakWatch.Settings(
        mode(context.getProperty(LEAKS)),
        Duration.ofMillis(number(context, AFTER, "milliseconds", DEFAULT_AFTER)),
        number(context, DUMP_LIMIT, "MiB", DEFAULT_DUMP_LIMIT) << 20,
        READ_LIMIT,
        state.resolve("heap"));
  }

  private static LeakMode mode(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return LeakMode.OFF;
    }
    for (LeakMode mode : LeakMode.values()) {
      if (mode.name().equals(value.trim().toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "framework property %s is \"%s\"; expected off, report or strict".formatted(LEAKS, value));
  }

  private static long number(BundleContext context, String name, String unit, long otherwise) {
    String value = context.getProperty(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    if (!value.trim().matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "framework property %s is \"%s\"; expected a number of %s".formatted(name, value, unit));
    }
    return Long.parseLong(value.trim());
  }
}
