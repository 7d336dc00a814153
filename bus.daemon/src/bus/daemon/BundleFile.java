// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/**
 * A jar of a distribution and what its manifest says.
 *
 * @param file the jar
 * @param symbolicName its symbolic name, empty if it is no bundle
 * @param version its version, empty if it has none
 * @param exports its {@code Export-Package} header, empty if there is none
 * @param fragment whether it is a fragment
 */
record BundleFile(
    Path file, String symbolicName, String version, String exports, boolean fragment) {
  static BundleFile of(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String name = header(main, Constants.BUNDLE_SYMBOLICNAME);
      return new BundleFile(
          file,
          name.split(";", 2)[0].trim(),
          header(main, Constants.BUNDLE_VERSION),
          header(main, Constants.EXPORT_PACKAGE),
          main.getValue(Constants.FRAGMENT_HOST) != null);
    } catch (IOException failed) {
      throw new DaemonException(
          "%s is not a readable jar (%s); build or install Hotbus again"
              .formatted(file, failed.getMessage()),
          failed);
    }
  }

  private static String header(Attributes main, String name) {
    String value = main.getValue(name);
    return value == null ? "" : value;
  }
}
