// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Descriptors.PackageRef;
import aQute.bnd.osgi.Jar;
import aQute.bnd.version.Version;
import aQute.bnd.version.VersionRange;
import hot.codegen.host.HostPlatform;
import hot.codegen.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Checks that the host has all that a plugin imports, and that it imports nothing of its own. */
final class ImportCheck {

  private static final String IMPORT = "Import-Package";
  private static final String EXPORT = "Export-Package";

  private final Assembly assembly;
  private final Overlay overlay;
  private final Analyzer analyzer;

  ImportCheck(Assembly assembly, Overlay overlay, Analyzer analyzer) {
    this.assembly = assembly;
    this.overlay = overlay;
    this.analyzer = analyzer;
  }

  /** Corrects the imports; gives what can not be corrected. */
  List<Problem> correct(Manifest manifest) {
    Attributes headers = manifest.getMainAttributes();
    Parameters exports = OSGiHeader.parseHeader(headers.getValue(EXPORT));
    Parameters imports = OSGiHeader.parseHeader(headers.getValue(IMPORT));
    // A plugin that imports what it exports would be wired to its predecessor.
    imports.keySet().removeAll(exports.keySet());
    Map<String, String> missing = new TreeMap<>();
    for (Map.Entry<String, Attrs> wanted : imports.entrySet()) {
      String name = wanted.getKey();
      Attrs attributes = wanted.getValue();
      boolean optional = "optional".equals(attributes.get("resolution:"));
      String why = optional ? "" : missing(name, attributes);
      if (!why.isEmpty() && overlay.canDoWithout(name, usersOf(name))) {
        attributes.put("resolution:", "optional");
      } else if (!why.isEmpty()) {
        missing.put(name, why);
      }
    }
    if (imports.isEmpty()) {
      headers.remove(new Attributes.Name(IMPORT));
    } else {
      headers.putValue(IMPORT, imports.toString());
    }
    Path file = assembly.modules().first().root();
    return missing.entrySet().stream()
        .map(entry -> Problem.error(file, users(entry.getKey()) + entry.getValue()))
        .toList();
  }

  private String missing(String name, Attrs attributes) {
    HostPlatform host = assembly.host();
    if (host.inJdk(name)) {
      return "";
    }
    String version = attributes.get("version", "0");
    if (host.exports(name, new VersionRange(version))) {
      return "";
    }
    if (host.exports(name)) {
      String has =
          host.versions(name).stream().map(Version::toString).collect(Collectors.joining(", "));
      return " in version " + version + ", but the host exports it in " + has;
    }
    for (Jar jar : analyzer.getClasspath()) {
      if (jar.getDirectories().get(name.replace('.', '/')) != null) {
        return ", which is inside " + jar.getName() + " of the host but not exported by it";
      }
    }
    return ", which neither the JDK nor the host nor a dependency has; add it to -dependencies, or"
        + " if it is never reached, Import-Package: "
        + name
        + ";resolution:=optional, *";
  }

  private Set<String> usersOf(String name) {
    Set<String> users = new TreeSet<>();
    for (Map.Entry<PackageRef, List<PackageRef>> use : analyzer.getUses().entrySet()) {
      if (use.getValue().stream().anyMatch(used -> used.getFQN().equals(name))) {
        users.add(use.getKey().getFQN());
      }
    }
    return users;
  }

  private String users(String name) {
    Set<String> users = usersOf(name);
    String who = users.isEmpty() ? "the plugin" : String.join(", ", users);
    return who + (users.size() > 1 ? " use " : " uses ") + "the package " + name;
  }
}
