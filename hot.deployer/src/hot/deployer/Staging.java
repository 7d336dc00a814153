// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.PluginConstants;
import hot.deployer.Expendable.Outcome;
import hot.deployer.Plan.Deploy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Puts a new generation into the framework, beside the one that runs. */
final class Staging {

  private final BundleContext context;
  private final Journal journal;
  private final Expendable expendable;
  private final ResolveDiagnosis diagnosis;

  /** A new generation in the framework. */
  record Staged(Deploy deploy, int generation, Bundle bundle) {

    Unloader.Leaving leaving() {
      return new Unloader.Leaving(
          deploy.plugin(), deploy.manifest().version(), generation, bundle.getBundleId());
    }
  }

  Staging(BundleContext context, Journal journal, Expendable expendable) {
    this.context = context;
    this.journal = journal;
    this.expendable = expendable;
    this.diagnosis = new ResolveDiagnosis(context);
  }

  /** Installs from the content store, as a bundle of its own. */
  Staged install(Deploy deploy) throws IOException, BundleException {
    int generation = journal.nextGeneration(deploy.plugin());
    String location = PluginConstants.LOCATION_PREFIX + deploy.plugin() + "/" + generation;
    try (InputStream jar = Files.newInputStream(deploy.content().path())) {
      return new Staged(deploy, generation, context.installBundle(location, jar));
    }
  }

  /** Resolves all in one call. Whether one was, its start will tell. */
  void resolve(Collection<Staged> staged) {
    context
        .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
        .adapt(FrameworkWiring.class)
        .resolveBundles(staged.stream().map(Staged::bundle).toList());
  }

  /** Returns all, those that others are wired to before these. */
  List<Staged> providersFirst(Collection<Staged> staged) {
    Map<Long, Staged> byBundle = new HashMap<>();
    staged.forEach(one -> byBundle.put(one.bundle.getBundleId(), one));
    Set<Staged> ordered = new LinkedHashSet<>();
    staged.forEach(one -> visit(one, byBundle, ordered));
    return new ArrayList<>(ordered);
  }

  private void visit(Staged one, Map<Long, Staged> left, Set<Staged> ordered) {
    if (left.remove(one.bundle.getBundleId()) != null) {
      for (long provider : providers(one)) {
        Staged staged = left.get(provider);
        if (staged != null) {
          visit(staged, left, ordered);
        }
      }
      ordered.add(one);
    }
  }

  /** Returns the numbers of the bundles that a generation is wired to. */
  Set<Long> providers(Staged staged) {
    Set<Long> providers = new TreeSet<>();
    BundleWiring wiring = staged.bundle.adapt(BundleWiring.class);
    @Nullable List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(null);
    if (wires != null) {
      wires.forEach(wire -> providers.add(wire.getProvider().getBundle().getBundleId()));
    }
    return providers;
  }

  /** Starts, not persistently: after a crash the folder decides what runs, not the framework. */
  Outcome start(Staged staged) {
    return expendable.run(
        "start-" + staged.deploy.plugin(),
        () -> staged.bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY));
  }

  boolean unresolved(Staged staged) {
    return staged.bundle.getState() == Bundle.INSTALLED;
  }

  /** Says in a clause why a generation did not start. */
  String explain(Staged staged, Outcome.Failed failed, Set<Long> visible) {
    return unresolved(staged)
        ? "can not be resolved: " + diagnosis.explain(staged.bundle, visible, failed.failure())
        : "does not start: " + failed.failure().summary();
  }

  /** Returns the config ids of the factories that a generation has registered, sorted. */
  List<String> factories(Staged staged) {
    ServiceReference<?>[] services =
        Optional.<ServiceReference<?>[]>ofNullable(staged.bundle.getRegisteredServices())
            .orElse(new ServiceReference<?>[0]);
    Set<String> ids = new TreeSet<>();
    for (ServiceReference<?> service : services) {
      if (service.getProperty(PluginConstants.SERVICE_CONTROLLER_ID) instanceof String id) {
        ids.add(id);
      }
    }
    return List.copyOf(ids);
  }
}
