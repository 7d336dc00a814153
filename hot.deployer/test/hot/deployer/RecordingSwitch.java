// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.StepTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Records the switches, and the state of the bundles at that time. */
final class RecordingSwitch implements GenerationSwitch {

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final BundleContext context;
  private volatile Failure failure;

  /** A change, and whether its bundles were active then. */
  record Seen(Change change, boolean fromActive, boolean toActive) {}

  RecordingSwitch(BundleContext context) {
    this.context = context;
  }

  /** Makes the following switches fail, or succeed again. */
  void failWith(Failure failure) {
    this.failure = failure;
  }

  @Override
  public Result switchTo(Collection<Change> changes) {
    for (Change change : changes) {
      seen.add(new Seen(change, isActive(change.from()), isActive(change.to())));
    }
    return new Result(failure, List.of(), List.of(new StepTime("attach", Duration.ofNanos(1))));
  }

  private boolean isActive(Long bundle) {
    return bundle != null
        && context.getBundle(bundle) != null
        && context.getBundle(bundle).getState() == Bundle.ACTIVE;
  }
}
