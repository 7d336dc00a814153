// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginConstants;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Finds the bundles of the host that are wired to plugins. They can not follow when such a plugin
 * is replaced: they would have to be restarted.
 *
 * <p>Belongs to the deployer's thread.
 */
final class HostUsers {

  private final BundleContext context;

  HostUsers(BundleContext context) {
    this.context = context;
  }

  /** Says which bundles of the host use what of a plugin, as a clause; empty if none does. */
  String of(Deployed plugin) {
    Bundle bundle = context.getBundle(plugin.bundleId());
    BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
    @Nullable List<BundleWire> wires = wiring == null ? null : wiring.getProvidedWires(null);
    Map<String, Set<String>> users = new TreeMap<>();
    for (BundleWire wire : wires == null ? List.<BundleWire>of() : wires) {
      Bundle user = wire.getRequirer().getBundle();
      if (!user.getLocation().startsWith(PluginConstants.LOCATION_PREFIX)) {
        users
            .computeIfAbsent(String.valueOf(user.getSymbolicName()), none -> new TreeSet<>())
            .add(Followers.name(wire));
      }
    }
    return users.entrySet().stream()
        .map(
            each ->
                "%s, which uses %s".formatted(each.getKey(), String.join(", ", each.getValue())))
        .collect(Collectors.joining("; "));
  }
}
