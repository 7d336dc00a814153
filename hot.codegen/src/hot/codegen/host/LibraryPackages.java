// SPDX-License-Identifier: Apache-2.0
package hot.codegen.host;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import aQute.bnd.version.Version;
import aQute.bnd.version.VersionRange;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;

/**
 * The packages of a library, and which of them a plugin can have from the host.
 *
 * @param versions all packages that have classes, with their versions
 * @param exported those that others are meant to use; all, if the jar does not say
 * @param optional packages that it can do without, by its own word
 */
public record LibraryPackages(
    Map<String, Version> versions, Set<String> exported, Set<String> optional) {

  private static final String VERSIONED = "META-INF.";

  /**
   * Reads a jar.
   *
   * @param jar the jar
   * @param version the version of packages for which the jar names none
   * @return its packages
   */
  public static LibraryPackages of(Jar jar, String version) {
    Manifest manifest = manifest(jar);
    Parameters exports = header(manifest, "Export-Package");
    Version otherwise = exports.isEmpty() ? cleaned(version) : Version.emptyVersion;
    Map<String, Version> versions = new TreeMap<>();
    jar.getDirectories()
        .forEach(
            (path, resources) -> {
              String name = path.replace('/', '.');
              if (hasClasses(resources) && !name.isEmpty() && !name.startsWith(VERSIONED)) {
                Attrs attributes = exports.get(name);
                String said = attributes == null ? null : attributes.getVersion();
                versions.put(name, said == null ? otherwise : cleaned(said));
              }
            });
    Set<String> exported = new TreeSet<>(versions.keySet());
    if (!exports.isEmpty()) {
      exported.retainAll(exports.keySet());
    }
    Set<String> optional = new TreeSet<>();
    header(manifest, "Import-Package")
        .forEach(
            (name, attributes) -> {
              if ("optional".equals(attributes.get("resolution:"))) {
                optional.add(name);
              }
            });
    // What it looks for only when it runs it does not need to start.
    optional.addAll(header(manifest, "DynamicImport-Package").keySet());
    return new LibraryPackages(versions, exported, optional);
  }

  private static Manifest manifest(Jar jar) {
    try {
      Manifest manifest = jar.getManifest();
      return manifest == null ? new Manifest() : manifest;
    } catch (Exception e) {
      // A jar without a readable manifest is a jar without one.
      return new Manifest();
    }
  }

  private static Parameters header(Manifest manifest, String name) {
    return OSGiHeader.parseHeader(manifest.getMainAttributes().getValue(name));
  }

  private static boolean hasClasses(Map<String, Resource> resources) {
    return resources != null
        && resources.keySet().stream()
            .anyMatch(name -> name.endsWith(".class") && !name.equals("module-info.class"));
  }

  private static Version cleaned(String version) {
    String clean = Analyzer.cleanupVersion(version);
    return Version.isVersion(clean) ? new Version(clean) : Version.emptyVersion;
  }

  /**
   * Says whether the host has all that others are meant to use, in versions that fit.
   *
   * @param host the host
   * @return true if the library need not come along
   */
  public boolean allIn(HostPlatform host) {
    return !exported.isEmpty()
        && exported.stream().allMatch(name -> host.exports(name, consumerRange(name)));
  }

  /**
   * Says whether the host has a package of it in versions of which none fits; then no package of
   * the library is taken from the host.
   *
   * @param host the host
   * @return true if it has
   */
  public boolean conflictsWith(HostPlatform host) {
    return versions.keySet().stream()
        .anyMatch(name -> host.exports(name) && !host.exports(name, consumerRange(name)));
  }

  /**
   * Returns the versions with which a user of a package is content.
   *
   * @param name a package of the library
   * @return from its version to the next major one, any if it has none
   */
  public VersionRange consumerRange(String name) {
    Version version = versions.getOrDefault(name, Version.emptyVersion);
    if (version.equals(Version.emptyVersion)) {
      return new VersionRange("0");
    }
    Version low = new Version(version.getMajor(), version.getMinor(), 0);
    return new VersionRange("[" + low + "," + new Version(version.getMajor() + 1, 0, 0) + ")");
  }
}
