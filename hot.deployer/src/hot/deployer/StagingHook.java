// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginConstants;
import java.util.Collection;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps generations apart while a deployment is staged: staged bundles are wired to staged and
 * staying ones, not to those they replace; nobody else is wired to a staged one, and nobody at all
 * to an abandoned one.
 */
final class StagingHook implements ResolverHookFactory, ResolverHook {

  private final Set<Long> staged;
  private final Set<Long> seenByStaged;
  private final Set<Long> seenByOthers;

  /**
   * Makes a hook; everything by number of the bundle.
   *
   * @param staged the new generations
   * @param staying the current generations that are not replaced
   * @param current all current generations that do not go
   */
  StagingHook(Set<Long> staged, Set<Long> staying, Set<Long> current) {
    this.staged = Set.copyOf(staged);
    this.seenByStaged = Set.copyOf(staying);
    this.seenByOthers = Set.copyOf(current);
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return this;
  }

  @Override
  public void filterMatches(
      BundleRequirement requirement, Collection<BundleCapability> candidates) {
    long user = requirement.getRevision().getBundle().getBundleId();
    candidates.removeIf(
        candidate -> {
          Bundle provider = candidate.getRevision().getBundle();
          long id = provider.getBundleId();
          boolean plugin = provider.getLocation().startsWith(PluginConstants.LOCATION_PREFIX);
          return plugin && id != user && !mayUse(user, id);
        });
  }

  private boolean mayUse(long user, long provider) {
    return staged.contains(user)
        ? staged.contains(provider) || seenByStaged.contains(provider)
        : seenByOthers.contains(provider);
  }

  @Override
  public void filterResolvable(Collection<BundleRevision> candidates) {
    // Everything may be resolved; what it is wired to is decided above.
  }

  @Override
  public void filterSingletonCollisions(
      BundleCapability singleton, Collection<BundleCapability> collisions) {
    // Plugins are no singletons; those of the host are none of this hook's business.
  }

  @Override
  public void end() {
    // Holds nothing of the resolution.
  }
}
