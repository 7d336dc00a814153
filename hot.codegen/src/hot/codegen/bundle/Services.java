// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Resource;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The service files of a plugin: its own, and those of the libraries of which it has a part. */
final class Services {

  static final String FOLDER = "META-INF/services/";

  private final Map<String, Set<String>> lines = new TreeMap<>();
  private final Set<Overlay.Part> added = new HashSet<>();

  /** Takes the module's own service files out of its resources; what was compiled may have more. */
  Services(Map<String, Resource> own, Map<String, byte[]> compiled) throws Exception {
    for (Map.Entry<String, byte[]> file : compiled.entrySet()) {
      if (file.getKey().startsWith(FOLDER)) {
        add(file.getKey(), new EmbeddedResource(file.getValue(), 0));
      }
    }
    for (String path : List.copyOf(own.keySet())) {
      Resource resource = own.get(path);
      if (path.startsWith(FOLDER) && resource != null) {
        add(path, resource);
        own.remove(path);
      }
    }
  }

  /** Adds the service files of libraries; says whether there was anything new. */
  boolean add(List<Overlay.Part> parts) throws Exception {
    boolean changed = false;
    for (Overlay.Part part : parts) {
      if (added.add(part)) {
        for (Map.Entry<String, Resource> service : Overlay.services(part).entrySet()) {
          changed |= add(service.getKey(), service.getValue());
        }
      }
    }
    return changed;
  }

  /**
   * Adds the providers that libraries have for services which are in the plugin, although nothing
   * refers to them: a {@code ServiceLoader} in there would find them on a class path. Says whether
   * there was anything new.
   */
  boolean addFor(Set<String> contained, Overlay overlay) throws Exception {
    boolean changed = false;
    for (Overlay.Part part : overlay.parts()) {
      for (Map.Entry<String, Resource> service : Overlay.services(part).entrySet()) {
        String type = service.getKey().substring(FOLDER.length());
        if (contained.contains(packageOf(type))) {
          changed |= add(service.getKey(), service.getValue());
        }
      }
    }
    return changed;
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(type.lastIndexOf('.'), 0));
  }

  private boolean add(String path, Resource resource) throws Exception {
    try (InputStream in = resource.openInputStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Set<String> into = lines.computeIfAbsent(path, key -> new LinkedHashSet<>());
      return into.addAll(
          text.lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .toList());
    }
  }

  /** Returns the packages of providers that some library has. */
  Set<String> packages(Overlay overlay) {
    Set<String> packages = new TreeSet<>();
    for (Set<String> providers : lines.values()) {
      for (String provider : providers) {
        packages.add(packageOf(provider));
      }
    }
    packages.retainAll(overlay.packages());
    return packages;
  }

  /** Returns the merged files. */
  Map<String, Resource> contents() {
    Map<String, Resource> contents = new TreeMap<>();
    lines.forEach(
        (path, providers) -> {
          byte[] text = (String.join("\n", providers) + "\n").getBytes(StandardCharsets.UTF_8);
          contents.put(path, new EmbeddedResource(text, 0));
        });
    return contents;
  }
}
