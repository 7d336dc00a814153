// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.DeploymentCounts;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Plugins;
import bus.api.plugin.Quarantined;
import bus.api.plugin.StepTime;
import bus.api.plugin.UnloadedPlugin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** A deployer with one plugin, which does what a test says. */
final class StubPlugins implements Plugins {
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.000000006Z");
  static final LoadedPlugin GREETER =
      new LoadedPlugin(
          "acme/greeter",
          "1.1.0",
          2,
          "0123456789abcdef",
          17,
          "acme.greeter",
          "/plugins/greeter.jar",
          AT,
          List.of("acme/greeter"),
          "1.0.0",
          false,
          true);
  static final Deployment DEPLOYMENT = deployment("greeter.jar has changed");
  static final DeploymentPlan PLAN =
      new DeploymentPlan(AT, List.of(new DeploymentPlan.Item(1, DEPLOYMENT.changes().get(0))));

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Consumer<? super Deployment>> listeners = new CopyOnWriteArrayList<>();
  final Deferred<DeploymentPlan> plan = new Deferred<>();
  volatile Promise<Deployment> outcome = Promises.resolved(DEPLOYMENT);

  static Deployment deployment(String reason) {
    return new Deployment(
        4,
        AT,
        List.of(
            new Change(
                Change.Kind.REPLACED, "acme/greeter", "1.0.0", "1.1.0", "greeter.jar", reason)),
        List.of(new StepTime("switch", Duration.ofNanos(1_500_001))));
  }

  private Promise<Deployment> did(String call) {
    calls.add(call);
    return outcome;
  }

  @Override
  public List<LoadedPlugin> plugins() {
    return List.of(GREETER);
  }

  @Override
  public List<Deployment> history() {
    return List.of(DEPLOYMENT);
  }

  @Override
  public List<UnloadedPlugin> unloaded() {
    return List.of(
        new UnloadedPlugin("acme/greeter", "1.0.0", 1, 16, AT, UnloadedPlugin.Proof.COLLECTED, ""));
  }

  @Override
  public List<Leak> leaks() {
    return List.of(
        new Leak(
            "acme/greeter",
            "0.9.0",
            0,
            15,
            AT,
            true,
            List.of(
                new Leak.Holder(
                    Leak.Holder.Kind.THREAD, "thread \"poller\"", "stop it", List.of("a", "b"))),
            ""));
  }

  @Override
  public Promise<List<Leak>> findLeaks(boolean heapDump) {
    calls.add("findLeaks " + heapDump);
    return Promises.resolved(leaks());
  }

  @Override
  public Promise<Deployment> rescan() {
    return did("rescan");
  }

  @Override
  public Promise<DeploymentPlan> plan() {
    return plan.getPromise();
  }

  @Override
  public List<Quarantined> quarantine() {
    return List.of(
        new Quarantined("acme/bad", "/plugins/bad.jar", "", "", "is junk", AT, "another content"));
  }

  @Override
  public Promise<Deployment> retry(String name) {
    return did("retry " + name);
  }

  @Override
  public List<PluginGeneration> generations(String plugin) {
    return plugin.equals(GREETER.id())
        ? List.of(
            new PluginGeneration(
                plugin, 2, "1.1.0", "0123456789abcdef", "ab", "/plugins/greeter.jar", AT, true))
        : List.of();
  }

  @Override
  public Promise<Deployment> rollback(String plugin, int generation) {
    return did("rollback " + plugin + " " + generation);
  }

  @Override
  public Promise<LoadedPlugin> pin(String plugin) {
    calls.add("pin " + plugin);
    return Promises.resolved(GREETER);
  }

  @Override
  public Promise<Deployment> unpin(String plugin) {
    return did("unpin " + plugin);
  }

  @Override
  public DeploymentCounts counts() {
    return new DeploymentCounts(
        1,
        0,
        1,
        0,
        0,
        0,
        0,
        Duration.ofMillis(5),
        List.of(
            new DeploymentCounts.Bucket(Duration.ofMillis(2), 0),
            new DeploymentCounts.Bucket(Duration.ofMillis(10), 1),
            new DeploymentCounts.Bucket(Duration.ofSeconds(Long.MAX_VALUE), 1)));
  }

  @Override
  public Registration onDeployment(Consumer<? super Deployment> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
