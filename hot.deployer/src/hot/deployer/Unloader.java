// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.UnloadedPlugin;
import bus.api.plugin.UnloadedPlugin.Proof;
import hot.deployer.Expendable.Outcome;
import hot.deployer.proof.UnloadProof;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes bundles of plugins out of the framework: stops, uninstalls, refreshes and has proved that
 * their code is gone. A bundle that does not stop is abandoned: never touched again.
 *
 * <p>A refresh restarts whoever is wired to a bundle; so one that is still used by others is not
 * refreshed before they are gone as well.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Unloader {

  private static final Logger log = LoggerFactory.getLogger(Unloader.class);

  private final BundleContext context;
  private final Expendable expendable;
  private final UnloadProof proof;
  private final Clock clock;
  private final Duration limit;

  /** Uninstalled, but not refreshed: somebody still uses them. */
  private final List<Bundle> lingering = new ArrayList<>();

  /** The numbers of bundles that are never to be touched again. */
  private final Set<Long> abandoned = new HashSet<>();

  /**
   * A generation that goes.
   *
   * @param plugin the plugin id
   */
  record Leaving(String plugin, String version, int generation, long bundleId) {

    static Leaving of(Deployed plugin) {
      return new Leaving(
          plugin.id(), plugin.manifest().version(), plugin.generation(), plugin.bundleId());
    }
  }

  Unloader(
      BundleContext context,
      Expendable expendable,
      UnloadProof proof,
      Clock clock,
      Duration limit) {
    this.context = context;
    this.expendable = expendable;
    this.proof = proof;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Unloads a generation.
   *
   * @return what is worth telling, empty if all went well
   */
  String unload(Leaving leaving, StepTimes steps) {
    Bundle bundle = context.getBundle(leaving.bundleId);
    if (bundle == null) {
      return "";
    }
    Outcome stop =
        steps.time(
            "stop",
            () ->
                expendable.run("stop-" + leaving.plugin, () -> bundle.stop(Bundle.STOP_TRANSIENT)));
    if (stop instanceof Outcome.Hung hung) {
      return abandon(leaving, "its stop " + hung.where());
    }
    Outcome uninstall = steps.time("uninstall", () -> uninstall(leaving, bundle));
    if (uninstall instanceof Outcome.Hung hung) {
      return abandon(leaving, "its uninstallation " + hung.where());
    }
    List<String> notes = new ArrayList<>();
    if (stop instanceof Outcome.Failed failed) {
      notes.add("its stop failed: " + failed.failure().summary());
    }
    if (uninstall instanceof Outcome.Failed failed) {
      notes.add("it could not be uninstalled: " + failed.failure().summary());
    }
    return String.join("; ", notes);
  }

  /**
   * Tells who goes on with packages of a generation that was unloaded.
   *
   * @return what is worth telling, empty if nobody does
   */
  String stillUsed(Leaving leaving) {
    for (Bundle bundle : lingering) {
      if (bundle.getBundleId() == leaving.bundleId) {
        String users = String.join(", ", users(wiring().getDependencyClosure(Set.of(bundle))));
        log.warn(
            "packages of an unloaded generation are still used plugin={}"
                + " generation={} users={}",
            leaving.plugin,
            leaving.generation,
            users);
        return "generation " + leaving.generation + ": its packages are still used by " + users;
      }
    }
    return "";
  }

  /**
   * Gives a generation up.
   *
   * @param why what it does not do, as a clause
   * @return what is worth telling
   */
  String abandon(Leaving leaving, String why) {
    abandoned.add(leaving.bundleId);
    String note = why + "; it is abandoned and stays until the process ends";
    proof.abandoned(unloaded(leaving, Proof.ABANDONED, note));
    log.warn(
        "plugin abandoned plugin={} version={} generation={} bundle={} reason={}",
        leaving.plugin,
        leaving.version,
        leaving.generation,
        leaving.bundleId,
        why);
    return "generation " + leaving.generation + ": " + note;
  }

  boolean isAbandoned(Leaving leaving) {
    return abandoned.contains(leaving.bundleId);
  }

  private Outcome uninstall(Leaving leaving, Bundle bundle) {
    UnloadProof.@Nullable Trace trace = proof.trace(bundle);
    Outcome outcome = expendable.run("uninstall-" + leaving.plugin, bundle::uninstall);
    if (outcome instanceof Outcome.Hung) {
      return outcome;
    }
    if (bundle.getState() == Bundle.UNINSTALLED) {
      lingering.add(bundle);
      if (trace != null) {
        proof.unloaded(unloaded(leaving, Proof.PENDING, ""), trace);
      }
      refresh();
    }
    return outcome;
  }

  private UnloadedPlugin unloaded(Leaving leaving, Proof state, String note) {
    return new UnloadedPlugin(
        leaving.plugin,
        leaving.version,
        leaving.generation,
        leaving.bundleId,
        clock.instant(),
        state,
        note);
  }

  /** Refreshes those uninstalled bundles that nobody uses any more. */
  private void refresh() {
    FrameworkWiring wiring = wiring();
    List<Bundle> free = new ArrayList<>();
    for (Bundle bundle : lingering) {
      Set<String> users = users(wiring.getDependencyClosure(Set.of(bundle)));
      if (users.isEmpty()) {
        free.add(bundle);
      }
      String note =
          users.isEmpty() ? "" : "its packages are still used by " + String.join(", ", users);
      proof.note(bundle.getBundleId(), note);
    }
    if (!free.isEmpty()) {
      refresh(wiring, free);
    }
    lingering.removeAll(free);
  }

  private FrameworkWiring wiring() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  private static Set<String> users(Collection<Bundle> closure) {
    Set<String> users = new TreeSet<>();
    for (Bundle bundle : closure) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        users.add(bundle.getSymbolicName() + " " + bundle.getVersion());
      }
    }
    return users;
  }

  private void refresh(FrameworkWiring wiring, List<Bundle> free) {
    CountDownLatch refreshed = new CountDownLatch(1);
    FrameworkListener listener =
        event -> {
          if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
            refreshed.countDown();
          }
        };
    wiring.refreshBundles(free, listener);
    try {
      if (!refreshed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("refresh takes long, not waiting for it any more bundles={}", free);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
