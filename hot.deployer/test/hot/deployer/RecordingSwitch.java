// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.directive.Registration;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.StepTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Records the switches, and the state of the bundles at that time. */
final class RecordingSwitch implements GenerationSwitch {

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  final List<Change> confirmed = new CopyOnWriteArrayList<>();
  final List<Seen> returned = new CopyOnWriteArrayList<>();
  private final List<Consumer<? super Trouble>> listeners = new CopyOnWriteArrayList<>();
  private final BundleContext context;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Failure failure;
  private volatile String blamed = "";

  /** A change, and whether its bundles were active then. */
  record Seen(Change change, boolean fromActive, boolean toActive) {}

  RecordingSwitch(BundleContext context) {
    this.context = context;
  }

  /** Returns how often a switch was asked for. */
  int calls() {
    return calls.get();
  }

  /** Makes the following switches fail, or succeed again. */
  void failWith(Failure failure) {
    this.failure = failure;
  }

  /** Makes the following switches fail because of a controller of a plugin. */
  void failWith(Failure failure, String plugin) {
    this.failure = failure;
    this.blamed = plugin;
  }

  @Override
  public Result switchTo(Collection<Change> changes) {
    calls.incrementAndGet();
    for (Change change : changes) {
      seen.add(new Seen(change, isActive(change.from()), isActive(change.to())));
    }
    return new Result(
        failure, blamed, List.of(), List.of(new StepTime("attach", Duration.ofNanos(1))));
  }

  @Override
  public Result switchOnProbation(Collection<Change> changes) {
    return switchTo(changes);
  }

  @Override
  public void confirm(Collection<Change> changes) {
    confirmed.addAll(changes);
  }

  @Override
  public Result returnFrom(Collection<Change> changes) {
    for (Change change : changes) {
      returned.add(new Seen(change, isActive(change.from()), isActive(change.to())));
    }
    return new Result(failure, blamed, List.of(), List.of());
  }

  @Override
  public Registration onTrouble(Consumer<? super Trouble> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Lets a controller of a bundle fail. */
  void trouble(String plugin, long bundle, Failure why) {
    listeners.forEach(each -> each.accept(new Trouble(plugin, bundle, plugin + "#1", why)));
  }

  private boolean isActive(Long bundle) {
    return bundle != null
        && context.getBundle(bundle) != null
        && context.getBundle(bundle).getState() == Bundle.ACTIVE;
  }
}
