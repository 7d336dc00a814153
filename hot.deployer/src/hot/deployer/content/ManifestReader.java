// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import bus.api.plugin.PluginConstants;
import hot.deployer.content.BundleHeader.Clause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Reads the manifest of a content and says what speaks against deploying it beside others. */
public final class ManifestReader {

  private static final String ID = "[\\p{L}\\p{N}_][\\p{L}\\p{N}._/-]{0,199}";
  private static final String VERSION = "\\P{Cntrl}{0,200}";

  private ManifestReader() {}

  /**
   * Reads a manifest.
   *
   * @param content the content
   * @return what it says, with the objections to it
   */
  public static PluginManifest read(Content content) {
    try (JarFile jar = new JarFile(content.path().toFile(), false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null
          ? PluginManifest.unusable("is no OSGi bundle: it has no manifest")
          : of(manifest.getMainAttributes());
    } catch (IOException unreadable) {
      return PluginManifest.unusable("has a manifest that can not be read: " + unreadable);
    }
  }

  static PluginManifest of(Attributes headers) {
    List<Clause> names =
        BundleHeader.parse(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)).stream()
            .filter(clause -> !clause.paths().isEmpty())
            .toList();
    if (names.isEmpty() || !"2".equals(value(headers, Constants.BUNDLE_MANIFESTVERSION))) {
      return PluginManifest.unusable(
          "is no OSGi bundle: its manifest needs Bundle-SymbolicName and Bundle-ManifestVersion:"
              + " 2");
    }
    String symbolicName = names.get(0).paths().get(0);
    String id = value(headers, PluginConstants.HEADER_ID);
    String bundleVersion = value(headers, Constants.BUNDLE_VERSION);
    String version = value(headers, PluginConstants.HEADER_VERSION);
    version = version.isEmpty() ? bundleVersion : version;
    String plugin = id.isEmpty() ? symbolicName : id;
    if (!plugin.matches(ID) || plugin.contains("..")) {
      return PluginManifest.unusable(
          "has a %s that is no plugin id: up to 200 letters, digits and . _ - /"
              .formatted(id.isEmpty() ? Constants.BUNDLE_SYMBOLICNAME : PluginConstants.HEADER_ID));
    }
    if (!version.matches(VERSION)) {
      return PluginManifest.unusable(
          "has a version that is none: up to 200 characters without control characters");
    }
    List<String> objections = objections(headers, names.get(0));
    String group = value(headers, PluginConstants.HEADER_GROUP);
    if (!group.isEmpty() && !group.matches(ID)) {
      return PluginManifest.unusable(
          "has a Hotbus-Group that is no name: up to 200 letters, digits and . _ - /");
    }
    return new PluginManifest(
        plugin,
        symbolicName,
        version.isEmpty() ? "0.0.0" : version,
        order(version, bundleVersion, objections),
        value(headers, PluginConstants.HEADER_BUILD_HASH),
        group,
        exports(headers, objections),
        imports(headers, objections),
        objections);
  }

  private static List<String> objections(Attributes headers, Clause name) {
    List<String> found = new ArrayList<>();
    for (Clause host : BundleHeader.parse(headers.getValue(Constants.FRAGMENT_HOST))) {
      found.add(
          host.parameters().containsKey("extension:")
              ? "is a framework extension, which can not be replaced without a restart"
              : "is a fragment (Fragment-Host), which can not be deployed on its own");
    }
    if ("true".equals(name.parameters().get("singleton:"))) {
      found.add("is a singleton, so its versions can not run side by side; drop singleton:=true");
    }
    if (!value(headers, Constants.REQUIRE_BUNDLE).isEmpty()) {
      found.add("has Require-Bundle, which ties it to one bundle; use Import-Package");
    }
    if (!value(headers, Constants.DYNAMICIMPORT_PACKAGE).isEmpty()) {
      found.add("has DynamicImport-Package, whose wires can not be planned; use Import-Package");
    }
    return found;
  }

  private static Version order(String version, String bundleVersion, List<String> objections) {
    for (String candidate : List.of(version, bundleVersion)) {
      try {
        return Version.parseVersion(candidate);
      } catch (IllegalArgumentException notOsgi) {
        // A plugin version may be of any form; a bundle version may not.
        if (candidate.equals(bundleVersion)) {
          objections.add("has the Bundle-Version " + candidate + ", which is no version");
        }
      }
    }
    return Version.emptyVersion;
  }

  private static List<PackageExport> exports(Attributes headers, List<String> objections) {
    List<PackageExport> exports = new ArrayList<>();
    for (Clause clause : BundleHeader.parse(headers.getValue(Constants.EXPORT_PACKAGE))) {
      String text = version(clause);
      try {
        Version version = Version.parseVersion(text);
        clause.paths().forEach(name -> exports.add(new PackageExport(name, version)));
      } catch (IllegalArgumentException notOsgi) {
        objections.add(
            "exports %s with the version %s, which is none"
                .formatted(String.join(", ", clause.paths()), text));
      }
    }
    return exports;
  }

  private static List<PackageImport> imports(Attributes headers, List<String> objections) {
    List<PackageImport> imports = new ArrayList<>();
    for (Clause clause : BundleHeader.parse(headers.getValue(Constants.IMPORT_PACKAGE))) {
      String text = version(clause);
      boolean optional = "optional".equals(clause.parameters().get("resolution:"));
      try {
        VersionRange range = new VersionRange(text.isEmpty() ? "0" : text);
        clause.paths().forEach(name -> imports.add(new PackageImport(name, range, optional)));
      } catch (IllegalArgumentException notOsgi) {
        objections.add(
            "imports %s with the version range %s, which is none"
                .formatted(String.join(", ", clause.paths()), text));
      }
    }
    return imports;
  }

  private static String version(Clause clause) {
    Map<String, String> parameters = clause.parameters();
    String typed = parameters.getOrDefault(Constants.VERSION_ATTRIBUTE + ":Version", "");
    return parameters.getOrDefault(Constants.VERSION_ATTRIBUTE, typed).trim();
  }

  private static String value(Attributes headers, String name) {
    String value = headers.getValue(name);
    return value == null ? "" : value.trim();
  }
}
