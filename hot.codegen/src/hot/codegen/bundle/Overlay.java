// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import hot.codegen.host.HostPlatform;
import hot.codegen.host.JarShelf;
import hot.codegen.host.LibraryPackages;
import hot.codegen.module.Library;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which packages of the libraries go into the plugin itself, if they are used: those that
 * the host does not export, and all of a library that the host has in a version that does not fit.
 */
final class Overlay {

  private static final String SERVICES = "META-INF/services/";
  private static final String PROCESSORS = SERVICES + "javax.annotation.processing.Processor";

  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Part> owners = new TreeMap<>();
  private final Set<String> optional = new TreeSet<>();
  private final Set<String> dynamic = new TreeSet<>();

  /** A library and what of it may go in. */
  record Part(Library library, Jar jar, Set<String> packages) {}

  private Overlay() {}

  static Overlay of(List<Library> libraries, HostPlatform host, JarShelf jars, Problems problems) {
    Overlay overlay = new Overlay();
    for (Library library : libraries) {
      try {
        overlay.add(library, jars.open(library.jar()), host);
      } catch (IOException e) {
        problems.error(library.jar(), "can not be read as a jar: " + e.getMessage());
      }
    }
    return overlay;
  }

  private void add(Library library, Jar jar, HostPlatform host) {
    LibraryPackages packages = LibraryPackages.of(jar, library.version());
    boolean apart = library.whole() || packages.conflictsWith(host);
    Set<String> candidates = new TreeSet<>();
    for (String name : packages.versions().keySet()) {
      boolean inHost = host.inJdk(name) || host.exports(name, packages.consumerRange(name));
      if ((apart || !inHost) && !owners.containsKey(name)) {
        candidates.add(name);
      }
    }
    Part part = new Part(library, jar, candidates);
    candidates.forEach(name -> owners.put(name, part));
    parts.add(part);
    optional.addAll(packages.optional());
    if (packages.optional().contains("*")) {
      dynamic.addAll(packages.versions().keySet());
    }
  }

  /** Returns all packages that go in if they are used. */
  Set<String> packages() {
    return owners.keySet();
  }

  /** Returns the jars, in the order of the class path. */
  List<Jar> jars() {
    return parts.stream().map(Part::jar).toList();
  }

  /** Returns the libraries. */
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /** Says whether some library can do without a package, or those can that use it. */
  boolean canDoWithout(String name, Set<String> users) {
    return optional.contains(name) || (!users.isEmpty() && dynamic.containsAll(users));
  }

  /** Returns the libraries of which something is in the plugin. */
  List<Part> used(Collection<String> contained) {
    return parts.stream()
        .filter(
            part ->
                part.library().whole() || contained.stream().anyMatch(part.packages()::contains))
        .toList();
  }

  /** Returns all of the libraries that go in whole. */
  Map<String, Resource> whole() {
    Map<String, Resource> all = new TreeMap<>();
    for (Part part : parts) {
      if (part.library().whole()) {
        part.jar().getResources().forEach((path, resource) -> addWhole(path, resource, all));
      }
    }
    return all;
  }

  private static void addWhole(String path, Resource resource, Map<String, Resource> all) {
    boolean meta = path.startsWith("META-INF/") && !path.startsWith(SERVICES);
    boolean content =
        !path.equals("module-info.class")
            && !path.startsWith("OSGI-OPT/")
            && !path.startsWith("OSGI-INF/");
    if (!meta && content) {
      all.putIfAbsent(path, resource);
    }
  }

  /** Returns the service files of a library. */
  static Map<String, Resource> services(Part part) {
    Map<String, Resource> services = new TreeMap<>();
    part.jar()
        .getResources()
        .forEach(
            (path, resource) -> {
              if (path.startsWith(SERVICES) && !path.equals(PROCESSORS)) {
                services.put(path, resource);
              }
            });
    return services;
  }
}
