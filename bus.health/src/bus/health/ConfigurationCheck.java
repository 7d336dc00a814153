// SPDX-License-Identifier: Apache-2.0
package bus.health;

import bus.api.controller.AppliedConfigSet;
import bus.api.controller.Controllers;
import bus.api.controller.KeyStatus;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the controllers of all keys of all configurations that are applied are in service. */
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=configuration", HealthCheck.TAGS + "=hotbus"})
public final class ConfigurationCheck implements HealthCheck {
  private final Controllers controllers;

  /** Looks at the configurations of one bus. */
  @Activate
  public ConfigurationCheck(@Reference Controllers controllers) {
    this.controllers = controllers;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    int keys = 0;
    for (AppliedConfigSet set : controllers.applied()) {
      keys += set.set().entries().size();
      set.keys().stream().filter(key -> !key.status().ready()).forEach(key -> tell(log, key));
      set.set().entries().keySet().stream()
          .filter(key -> set.keys().stream().noneMatch(told -> told.key().equals(key)))
          .forEach(key -> log.temporarilyUnavailable("{} is being applied", key));
    }
    log.info("{} keys", keys);
    return new Result(log);
  }

  private static void tell(FormattingResultLog log, KeyStatus key) {
    String what = "%s (%s) is %s".formatted(key.key(), key.entry().id(), key.status().summary());
    switch (key.status().phase()) {
      case INVALID_CONFIG, BACKING_OFF -> log.critical("{}", what);
      default -> log.temporarilyUnavailable("{}", what);
    }
  }
}
