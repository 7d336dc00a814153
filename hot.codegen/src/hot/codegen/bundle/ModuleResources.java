// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Resource;
import hot.codegen.module.Module;
import hot.codegen.module.ModuleSet;
import hot.codegen.problem.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;

/** The files of the modules that go into the plugin beside the classes. */
final class ModuleResources {

  private ModuleResources() {}

  /** Reads them; two of one name have to be the same, but for services, and licences are apart. */
  static Map<String, Resource> read(ModuleSet modules, Problems problems) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (Module module : modules.all()) {
      for (Map.Entry<String, Path> file : module.content().resources().entrySet()) {
        if (file.getKey().equals(JarFile.MANIFEST_NAME)) {
          problems.warning(file.getValue(), "is not used: the manifest of a plugin is generated");
        } else if (module.equals(modules.first()) || !Licences.isLicence(file.getKey())) {
          add(file.getKey(), file.getValue(), contents, problems);
        }
      }
    }
    Map<String, Resource> resources = new TreeMap<>();
    contents.forEach((path, bytes) -> resources.put(path, new EmbeddedResource(bytes, 0)));
    return resources;
  }

  private static void add(String path, Path file, Map<String, byte[]> contents, Problems problems)
      throws IOException {
    byte[] content = Files.readAllBytes(file);
    byte[] before = contents.putIfAbsent(path, content);
    if (before == null || Arrays.equals(before, content)) {
      return;
    }
    if (path.startsWith(Services.FOLDER)) {
      contents.put(path, lines(before, content));
    } else {
      problems.error(file, "another module has a different " + path);
    }
  }

  private static byte[] lines(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.write('\n');
    both.writeBytes(second);
    return both.toByteArray();
  }
}
