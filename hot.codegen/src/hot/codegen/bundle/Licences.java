// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Resource;
import hot.codegen.module.Module;
import hot.codegen.module.ModuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The licences and notices of what others have made and is in a plugin: they have to come along.
 */
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

  /** Says whether a file is one, by its name. */
  static boolean isLicence(String path) {
    return FILE.matcher(path).matches() && !path.endsWith(".class");
  }

  /** Returns those of the modules; what the first one has stays where it is. */
  static Map<String, Resource> of(ModuleSet modules) throws IOException {
    Map<String, Resource> licences = new TreeMap<>();
    for (Module module : modules.all()) {
      for (Map.Entry<String, Path> file : module.content().resources().entrySet()) {
        Matcher licence = FILE.matcher(file.getKey());
        if (!module.equals(modules.first()) && licence.matches()) {
          licences.put(
              "META-INF/licenses/" + folder(module.directoryName()) + "/" + licence.group(2),
              new EmbeddedResource(Files.readAllBytes(file.getValue()), 0));
        }
      }
    }
    return licences;
  }

  private static String folder(String library) {
    return library.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._]+", "");
  }
}
