// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.Jar;
import hot.codegen.problem.Problems;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Refuses native code: a JVM loads a native library into one class loader only, so the next version
 * of the plugin could not have it.
 */
final class NativeCode {

  private static final Pattern FILE = Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)");
  private static final String WHY =
      "; native code can be loaded by one version of a plugin only, so let the host have it";

  private NativeCode() {}

  static void check(Path jar, Jar content, Problems problems) {
    Optional<String> found = find(content.getResources().keySet());
    if (found.isPresent()) {
      problems.error(jar, "has native code (" + found.get() + ")" + WHY);
    } else if (hasHeader(content)) {
      problems.error(jar, "has native code (Bundle-NativeCode)" + WHY);
    }
  }

  static void check(Path module, Collection<String> paths, Problems problems) {
    find(paths).ifPresent(path -> problems.error(module, "has native code (" + path + ")" + WHY));
  }

  private static Optional<String> find(Collection<String> paths) {
    return paths.stream().filter(path -> FILE.matcher(path).matches()).findFirst();
  }

  private static boolean hasHeader(Jar jar) {
    try {
      Manifest manifest = jar.getManifest();
      return manifest != null && manifest.getMainAttributes().getValue("Bundle-NativeCode") != null;
    } catch (Exception e) {
      // A jar without a readable manifest has no headers.
      return false;
    }
  }
}
