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
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a plugin finds in the framework: the bundles of the host and what they export.
 *
 * @param names the symbolic names of the host's bundles
 * @param exports what the host's bundles export, by name of the package
 */
record HostView(Set<String> names, Map<String, List<Offer>> exports) {

  private static final Set<String> OF_THE_BUNDLE_ITSELF =
      Set.of(
          IdentityNamespace.IDENTITY_NAMESPACE,
          BundleNamespace.BUNDLE_NAMESPACE,
          HostNamespace.HOST_NAMESPACE,
          "osgi.service",
          PluginConstants.CONTROLLER_NAMESPACE);

  /** Looks at the framework. */
  static HostView of(BundleContext context) {
    Set<String> names = new TreeSet<>();
    Map<String, List<Offer>> exports = new HashMap<>();
    for (Bundle bundle : context.getBundles()) {
      if (!isPlugin(bundle)) {
        String name = String.valueOf(bundle.getSymbolicName());
        names.add(name);
        for (BundleCapability export : capabilities(bundle, PackageNamespace.PACKAGE_NAMESPACE)) {
          Offer offer = Offer.of(name, export);
          exports.computeIfAbsent(offer.export().name(), none -> new ArrayList<>()).add(offer);
        }
      }
    }
    return new HostView(names, exports);
  }

  /**
   * Returns a text that is the same as long as host and current plugins offer the same.
   *
   * @param current the numbers of the bundles that are current generations of plugins
   */
  static String fingerprint(BundleContext context, Set<Long> current) {
    Set<String> offered = new TreeSet<>();
    for (Bundle bundle : context.getBundles()) {
      boolean plugin = isPlugin(bundle);
      if (!plugin) {
        offered.add(String.valueOf(bundle.getSymbolicName()));
      }
      if (!plugin || current.contains(bundle.getBundleId())) {
        capabilities(bundle, null).stream()
            .filter(capability -> !OF_THE_BUNDLE_ITSELF.contains(capability.getNamespace()))
            .forEach(capability -> offered.add(text(capability)));
      }
    }
    return String.join("\n", offered);
  }

  private static boolean isPlugin(Bundle bundle) {
    return bundle.getLocation().startsWith(PluginConstants.LOCATION_PREFIX);
  }

  private static List<BundleCapability> capabilities(Bundle bundle, @Nullable String namespace) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision == null ? List.of() : revision.getDeclaredCapabilities(namespace);
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
    Set<String> offered = new TreeSet<>();
    manifest.exports().forEach(export -> offered.add(export.name()));
    for (String packageName : offered) {
      List<Offer> offers = exports.get(packageName);
      if (offers != null) {
        taken.add(packageName + " of " + offers.get(0).owner());
      }
    }
    return taken.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "exports packages that the host exports: %s; import them instead"
                .formatted(String.join(", ", taken)));
  }
}
