// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginConstants;
import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Removal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Finds the plugins that have to come again because something that they are wired to is replaced,
 * directly or by way of others: a bundle keeps its wires for as long as it lives.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Followers {

  private final BundleContext context;

  Followers(BundleContext context) {
    this.context = context;
  }

  /**
   * Completes a plan.
   *
   * @param changed the contents that come
   * @param deployed the current generations, by plugin id
   * @param removals the plugins that go
   * @return the same with their ties, and those that follow
   */
  List<Deploy> with(List<Deploy> changed, Map<String, Deployed> deployed, List<Removal> removals) {
    Set<String> going =
        removals.stream().map(each -> each.plugin().id()).collect(Collectors.toSet());
    Map<String, Map<String, Set<String>>> uses = new HashMap<>();
    deployed.forEach((id, plugin) -> uses.put(id, uses(plugin)));
    Map<String, Deploy> plan = new LinkedHashMap<>();
    changed.forEach(deploy -> plan.put(deploy.plugin(), deploy));
    boolean more = true;
    while (more) {
      more = false;
      for (Deployed plugin : deployed.values()) {
        Map<String, Set<String>> used = uses.getOrDefault(plugin.id(), Map.of());
        boolean unplanned = !plan.containsKey(plugin.id()) && !going.contains(plugin.id());
        if (unplanned
            && used.keySet().stream().anyMatch(id -> plan.containsKey(id) || going.contains(id))) {
          plan.put(plugin.id(), Deploy.following(plugin, reason(used, plan.keySet(), going)));
          more = true;
        }
      }
    }
    List<Deploy> complete = new ArrayList<>();
    for (Deploy deploy : plan.values()) {
      Set<String> ties = new TreeSet<>(uses.getOrDefault(deploy.plugin(), Map.of()).keySet());
      ties.removeIf(id -> !plan.containsKey(id) && !going.contains(id));
      complete.add(deploy.tiedTo(ties));
    }
    return complete;
  }

  /** Returns what a plugin is wired to: of which plugin, and by which packages. */
  private Map<String, Set<String>> uses(Deployed plugin) {
    Map<String, Set<String>> uses = new TreeMap<>();
    Bundle bundle = context.getBundle(plugin.bundleId());
    BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
    @Nullable List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(null);
    if (wires != null) {
      for (BundleWire wire : wires) {
        String provider = pluginId(wire.getProvider().getBundle());
        if (!provider.isEmpty() && !provider.equals(plugin.id())) {
          uses.computeIfAbsent(provider, id -> new TreeSet<>()).add(name(wire));
        }
      }
    }
    return uses;
  }

  /** Names what a wire is about. */
  static String name(BundleWire wire) {
    String namespace = wire.getCapability().getNamespace();
    return namespace.equals(PackageNamespace.PACKAGE_NAMESPACE)
        ? "package " + wire.getCapability().getAttributes().get(namespace)
        : "capability " + namespace;
  }

  /** Returns the id of the plugin that a bundle is a generation of, empty if it is none. */
  private static String pluginId(Bundle bundle) {
    String location = bundle.getLocation();
    return location.startsWith(PluginConstants.LOCATION_PREFIX)
        ? location.substring(PluginConstants.LOCATION_PREFIX.length(), location.lastIndexOf('/'))
        : "";
  }

  private static String reason(
      Map<String, Set<String>> used, Set<String> coming, Set<String> going) {
    List<String> anew = new ArrayList<>();
    List<String> away = new ArrayList<>();
    used.forEach(
        (provider, names) -> {
          String uses = "%s of %s".formatted(String.join(", ", names), provider);
          if (coming.contains(provider)) {
            anew.add(uses);
          } else if (going.contains(provider)) {
            away.add(uses);
          }
        });
    String comes = anew.isEmpty() ? "" : String.join(" and ", anew) + ", which comes anew";
    String goes = away.isEmpty() ? "" : String.join(" and ", away) + ", which goes";
    return "it uses " + comes + (comes.isEmpty() || goes.isEmpty() ? "" : ", and ") + goes;
  }
}
