// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.wire.ApiFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * What the API is started with.
 *
 * @param folder where address and token are put for clients
 * @param port the port on loopback, 0 for any free one
 * @param exec whether configurations may be executed
 * @param version the version that is told to clients
 * @param limits the bounds
 */
record Settings(ApiFolder folder, int port, boolean exec, String version, Limits limits) {
  private static final String FOLDER = "hotbus.api.folder";
  private static final String PORT = "hotbus.api.port";
  private static final String EXEC = "hotbus.api.exec";
  private static final int DEFAULT_PORT = 5110;
  private static final int MAX_PORT = 65_535;

  /** Reads the framework properties. */
  static Settings of(BundleContext context) {
    String folder = context.getProperty(FOLDER);
    if (folder == null) {
      throw new IllegalArgumentException(
          "framework property " + FOLDER + " must name a folder for the address and the token");
    }
    return new Settings(
        new ApiFolder(Path.of(folder)),
        port(context.getProperty(PORT)),
        Boolean.parseBoolean(context.getProperty(EXEC)),
        context.getBundle().getVersion().toString(),
        Limits.DEFAULT);
  }

  private static int port(@Nullable String text) {
    if (text == null) {
      return DEFAULT_PORT;
    }
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "framework property %s must be a number from 0 to %d, it is '%s'"
            .formatted(PORT, MAX_PORT, text));
  }
}
