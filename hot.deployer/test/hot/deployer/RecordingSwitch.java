// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.StepTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Records the switches, and the state of the bundles at that time. */
final class RecordingSwitch implements GenerationSwitch {

  final List<Seen> seen = new CopyOnWriteArrayList<>();
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

  private boolean isActive(Long bundle) {
    return bundle != null
        && context.getBundle(bundle) != null
        && context.getBundle(bundle).getState() == Bundle.ACTIVE;
  }
}
