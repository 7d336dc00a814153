// SPDX-License-Identifier: Apache-2.0
package bus.health;

import bus.api.plugin.Leak;
import bus.api.plugin.Plugins;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether unloaded code is gone, as far as it was looked for. */
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=leaks", HealthCheck.TAGS + "=hotbus"})
public final class LeaksCheck implements HealthCheck {
  private final Plugins plugins;

  /** Looks at what one deployer has unloaded. */
  @Activate
  public LeaksCheck(@Reference Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    for (Leak leak : plugins.leaks()) {
      String holder = leak.holders().isEmpty() ? leak.note() : leak.holders().get(0).what();
      String what =
          "generation %d of %s is unloaded and still there%s"
              .formatted(leak.generation(), leak.plugin(), holder.isEmpty() ? "" : ": " + holder);
      if (leak.proven()) {
        log.warn("{}", what);
      } else {
        log.info("{}", what);
      }
    }
    log.info("{} generations were unloaded lately", plugins.unloaded().size());
    return new Result(log);
  }
}
