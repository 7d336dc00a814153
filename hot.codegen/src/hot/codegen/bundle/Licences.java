// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The licences and notices of the libraries that are in a plugin: they have to come along. */
final class Licences {

  private static final Pattern FILE =
      Pattern.compile(
          "(META-INF/)?((LICEN[CS]E|NOTICE|COPYING|COPYRIGHT)[^/]*)", Pattern.CASE_INSENSITIVE);

  private Licences() {}

  /** Returns them in a folder for each library, so that no one hides another's. */
  static Map<String, Resource> of(List<Overlay.Part> used) {
    Map<String, Resource> licences = new TreeMap<>();
    for (Overlay.Part part : used) {
      String folder = "META-INF/licenses/" + folder(part.library().name()) + "/";
      part.jar()
          .getResources()
          .forEach(
              (path, resource) -> {
                var file = FILE.matcher(path);
                if (file.matches() && !path.endsWith(".class")) {
                  licences.put(folder + file.group(2), resource);
                }
              });
    }
    return licences;
  }

  private static String folder(String library) {
    return library.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._]+", "");
  }
}
