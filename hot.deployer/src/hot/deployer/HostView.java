// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginConstants;
import hot.deployer.content.PluginManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a plugin finds in the framework: the bundles of the host, and what can be wired to.
 *
 * @param names the symbolic names of the host's bundles
 * @param exporters which bundle of the host exports a package
 * @param fingerprint the same text for the same set of capabilities of host and current plugins
 */
record HostView(Set<String> names, Map<String, String> exporters, String fingerprint) {

  private static final Set<String> OF_THE_BUNDLE_ITSELF =
      Set.of(
          IdentityNamespace.IDENTITY_NAMESPACE,
          BundleNamespace.BUNDLE_NAMESPACE,
          HostNamespace.HOST_NAMESPACE,
          "osgi.service",
          PluginConstants.CONTROLLER_NAMESPACE);

  /**
   * Looks at the framework.
   *
   * @param current the numbers of the bundles that are current generations of plugins
   */
  static HostView of(BundleContext context, Set<Long> current) {
    Set<String> names = new TreeSet<>();
    Map<String, String> exporters = new HashMap<>();
    Set<String> capabilities = new TreeSet<>();
    for (Bundle bundle : context.getBundles()) {
      boolean plugin = bundle.getLocation().startsWith(PluginConstants.LOCATION_PREFIX);
      if (plugin && !current.contains(bundle.getBundleId())) {
        continue;
      }
      String name = String.valueOf(bundle.getSymbolicName());
      if (!plugin) {
        names.add(name);
      }
      for (BundleCapability capability : capabilities(bundle)) {
        Object exported = capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
        if (!plugin && exported instanceof String packageName) {
          exporters.put(packageName, name);
        }
        if (!OF_THE_BUNDLE_ITSELF.contains(capability.getNamespace())) {
          capabilities.add(text(capability));
        }
      }
    }
    return new HostView(names, exporters, String.join("\n", names) + capabilities);
  }

  private static List<BundleCapability> capabilities(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision == null ? List.of() : revision.getDeclaredCapabilities(null);
  }

  /** Leaves out which bundle provides it, so that a redeployed exporter counts as the same. */
  private static String text(BundleCapability capability) {
    Map<String, Object> attributes = new HashMap<>(capability.getAttributes());
    attributes.remove("bundle-symbolic-name");
    attributes.remove("bundle-version");
    return capability.getNamespace() + new TreeMap<>(attributes);
  }

  /** Returns why a plugin would get in the way of the host, to follow the file's name. */
  Optional<String> objection(PluginManifest manifest) {
    if (names.contains(manifest.symbolicName())) {
      return Optional.of(
          "has the symbolic name %s of a bundle of the host; a plugin needs one of its own"
              .formatted(manifest.symbolicName()));
    }
    List<String> taken = new ArrayList<>();
    for (String packageName : new TreeSet<>(manifest.exports())) {
      String exporter = exporters.get(packageName);
      if (exporter != null) {
        taken.add(packageName + " of " + exporter);
      }
    }
    return taken.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "exports packages that the host exports: %s; import them instead"
                .formatted(String.join(", ", taken)));
  }
}
