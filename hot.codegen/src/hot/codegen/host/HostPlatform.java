// SPDX-License-Identifier: Apache-2.0
package hot.codegen.host;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.version.Version;
import aQute.bnd.version.VersionRange;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * What the host offers to plugins: the packages that its bundles export, and those of the JDK.
 *
 * <p>Immutable and thread-safe.
 */
public final class HostPlatform {

  private static final Set<String> JDK = jdkPackages();

  private final List<Path> classPath;
  private final Map<String, Version> bundles;
  private final Map<String, List<Version>> exports;

  private HostPlatform(
      List<Path> classPath, Map<String, Version> bundles, Map<String, List<Version>> exports) {
    this.classPath = List.copyOf(classPath);
    this.bundles = Map.copyOf(bundles);
    this.exports = Map.copyOf(exports);
  }

  /**
   * Reads what some bundles offer. A jar that is no bundle offers nothing but is compiled against.
   *
   * @param bundles the jars of the host, the framework among them, in the order of a class path
   * @return the host
   * @throws IllegalArgumentException if one can not be read; the message names it
   */
  public static HostPlatform of(List<Path> bundles) {
    Map<String, Version> names = new HashMap<>();
    Map<String, List<Version>> exports = new HashMap<>();
    for (Path bundle : bundles) {
      Attributes headers = headers(bundle);
      new Parameters(value(headers, "Bundle-SymbolicName"))
          .keySet().stream()
              .findFirst()
              .ifPresent(name -> names.putIfAbsent(name, version(headers)));
      Parameters exported = OSGiHeader.parseHeader(value(headers, "Export-Package"));
      exported.forEach((name, attrs) -> add(exports, removeDuplicateMarker(name), attrs));
    }
    exports.values().forEach(versions -> versions.sort(Collections.reverseOrder()));
    return new HostPlatform(bundles, names, exports);
  }

  /**
   * Adds what other bundles will offer beside this host.
   *
   * @param bundles their jars
   * @return both together
   * @throws IllegalArgumentException if one can not be read; the message names it
   */
  public HostPlatform plus(List<Path> bundles) {
    if (bundles.isEmpty()) {
      return this;
    }
    HostPlatform more = of(bundles);
    List<Path> path = new ArrayList<>(classPath);
    path.addAll(more.classPath);
    Map<String, Version> names = new HashMap<>(more.bundles);
    names.putAll(this.bundles);
    Map<String, List<Version>> all = new HashMap<>(exports);
    more.exports.forEach(
        (name, versions) -> {
          List<Version> both = new ArrayList<>(all.getOrDefault(name, List.of()));
          both.addAll(versions);
          both.sort(Collections.reverseOrder());
          all.put(name, both);
        });
    return new HostPlatform(path, names, all);
  }

  private static void add(Map<String, List<Version>> exports, String name, Attrs attrs) {
    String version = attrs.get("version", "0");
    exports.computeIfAbsent(name, key -> new ArrayList<>()).add(new Version(version.strip()));
  }

  /** bnd marks the second clause of the same name with tildes. */
  private static String removeDuplicateMarker(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '~') {
      end--;
    }
    return name.substring(0, end);
  }

  private static Version version(Attributes headers) {
    String clean = Analyzer.cleanupVersion(value(headers, "Bundle-Version"));
    return Version.isVersion(clean) ? new Version(clean) : Version.emptyVersion;
  }

  private static String value(Attributes headers, String name) {
    String value = headers.getValue(name);
    return value == null ? "" : value;
  }

  private static Attributes headers(Path bundle) {
    try {
      if (Files.isDirectory(bundle)) {
        return new Attributes();
      }
      try (JarFile jar = new JarFile(bundle.toFile())) {
        Manifest manifest = jar.getManifest();
        return manifest == null ? new Attributes() : manifest.getMainAttributes();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the bundle of the host " + bundle + " can not be read: " + e.getMessage(), e);
    }
  }

  private static Set<String> jdkPackages() {
    return ModuleFinder.ofSystem().findAll().stream()
        .flatMap(module -> module.descriptor().exports().stream())
        .filter(exported -> !exported.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the jars to compile against.
   *
   * @return in the given order
   */
  public List<Path> classPath() {
    return classPath;
  }

  /**
   * Says whether there is a bundle of this name.
   *
   * @param symbolicName the symbolic name
   * @return true if there is
   */
  public boolean hasBundle(String symbolicName) {
    return bundles.containsKey(symbolicName);
  }

  /**
   * Returns the version of a bundle.
   *
   * @param symbolicName the symbolic name
   * @return empty if there is no such bundle
   */
  public Optional<Version> bundleVersion(String symbolicName) {
    return Optional.ofNullable(bundles.get(symbolicName));
  }

  /**
   * Says whether a package comes from the JDK.
   *
   * @param name the package
   * @return true if the JDK has it, for all
   */
  public boolean inJdk(String name) {
    return name.startsWith("java.") || JDK.contains(name);
  }

  /**
   * Says whether a package is exported by a bundle, in whatever version.
   *
   * @param name the package
   * @return true if it is
   */
  public boolean exports(String name) {
    return exports.containsKey(name);
  }

  /**
   * Says whether a package is exported in a version of a range.
   *
   * @param name the package
   * @param range the range
   * @return true if it is
   */
  public boolean exports(String name, VersionRange range) {
    return versions(name).stream().anyMatch(range::includes);
  }

  /**
   * Returns the versions in which a package is exported.
   *
   * @param name the package
   * @return highest first, empty if it is not exported
   */
  public List<Version> versions(String name) {
    return exports.getOrDefault(name, List.of());
  }
}
