// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginConstants;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Verifies the wires of new generations: to none that is replaced, goes or was given up, and none
 * from outside. The hook of the staging sees to that; this is the proof, before anybody depends on
 * it.
 */
final class WireCheck {

  private final Set<Long> staged;
  private final Set<Long> visible;

  /**
   * Makes a check; everything by number of the bundle.
   *
   * @param staged the new generations
   * @param visible the plugins that these may be wired to, themselves included
   */
  WireCheck(Set<Long> staged, Set<Long> visible) {
    this.staged = Set.copyOf(staged);
    this.visible = Set.copyOf(visible);
  }

  /** Returns what is wrong with the wires of a new generation, as a clause. */
  Optional<String> problem(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring == null) {
      return Optional.empty();
    }
    for (BundleWire wire : wires(wiring.getRequiredWires(null))) {
      Bundle provider = wire.getProvider().getBundle();
      boolean plugin = provider.getLocation().startsWith(PluginConstants.LOCATION_PREFIX);
      if (plugin && !visible.contains(provider.getBundleId())) {
        return Optional.of(
            "was wired to %s, which is replaced or goes, by %s"
                .formatted(provider.getLocation(), Followers.name(wire)));
      }
    }
    for (BundleWire wire : wires(wiring.getProvidedWires(null))) {
      Bundle user = wire.getRequirer().getBundle();
      if (!staged.contains(user.getBundleId())) {
        return Optional.of(
            "was used before its time by %s, by %s"
                .formatted(user.getLocation(), Followers.name(wire)));
      }
    }
    return Optional.empty();
  }

  private static List<BundleWire> wires(@Nullable List<BundleWire> wires) {
    return wires == null ? List.of() : wires;
  }
}
