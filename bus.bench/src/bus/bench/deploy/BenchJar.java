// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes builds of the plugin of the benchmark: the same code with another number. */
final class BenchJar {
  private static final String FOLDER = "bus/bench/deploy/plugin/";
  private static final List<String> CLASSES =
      List.of("Activator", "AnswererFactory", "AnswererFactory$Config", "Answerer");
  private final Map<String, byte[]> classes = new LinkedHashMap<>();

  BenchJar() throws IOException {
    for (String name : CLASSES) {
      String entry = FOLDER + name + ".class";
      try (InputStream in = BenchJar.class.getResourceAsStream("/" + entry)) {
        classes.put(entry, in.readAllBytes());
      }
    }
  }

  /** Returns a build of a plugin that runs. */
  byte[] build(String plugin, long number) throws IOException {
    return build(plugin, number, false);
  }

  /** Returns a build of a plugin, whose activator throws if it is broken. */
  byte[] build(String plugin, long number, boolean broken) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "bench." + plugin);
    main.putValue("Bundle-Version", "1.0.0." + number);
    main.putValue("Bundle-Activator", "bus.bench.deploy.plugin.Activator");
    main.putValue(
        "Import-Package", "org.osgi.framework,bus.api.controller,bus.api.directive,bus.api.plugin");
    main.putValue("Hotbus-Plugin-Id", plugin);
    main.putValue("Hotbus-Plugin-Version", "1.0.0");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
      jar.putNextEntry(new JarEntry("build.properties"));
      String text = "name=%s\nnumber=%d\nbroken=%s\n".formatted(plugin, number, broken);
      jar.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Puts a file into a folder in one step; returns when the step began, in nanoseconds. */
  static long put(byte[] bytes, Path folder, String name) throws IOException {
    Path next = Files.write(folder.resolve("." + name + ".tmp"), bytes);
    long begin = System.nanoTime();
    Files.move(
        next,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return begin;
  }
}
