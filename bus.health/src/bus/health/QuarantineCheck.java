// SPDX-License-Identifier: Apache-2.0
package bus.health;

import bus.api.plugin.Plugins;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether every content of the plugin folders was taken. It is a warning only, since what ran
 * before runs on.
 */
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=quarantine", HealthCheck.TAGS + "=hotbus"})
public final class QuarantineCheck implements HealthCheck {
  private final Plugins plugins;

  /** Looks at what one deployer does not take. */
  @Activate
  public QuarantineCheck(@Reference Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    plugins.quarantine().forEach(q -> log.warn("{}: {}", q.plugin(), q.reason()));
    log.info("{} plugins are loaded", plugins.plugins().size());
    return new Result(log);
  }
}
