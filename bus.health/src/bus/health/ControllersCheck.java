// SPDX-License-Identifier: Apache-2.0
package bus.health;

import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.Controllers;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the controllers that there are, of plugins and others, are in service. */
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=controllers", HealthCheck.TAGS + "=hotbus"})
public final class ControllersCheck implements HealthCheck {
  private final Controllers controllers;

  /** Looks at the controllers of one bus. */
  @Activate
  public ControllersCheck(@Reference Controllers controllers) {
    this.controllers = controllers;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    int number = 0;
    for (ControllerSnapshot each : controllers.controllers()) {
      number++;
      if (!each.status().ready()) {
        tell(log, each);
      }
    }
    log.info("{} controllers", number);
    return new Result(log);
  }

  private static void tell(FormattingResultLog log, ControllerSnapshot controller) {
    String of = controller.plugin().isEmpty() ? "" : " of the plugin " + controller.plugin();
    String what =
        "%s#%d%s is %s"
            .formatted(
                controller.info().id(), controller.number(), of, controller.status().summary());
    if (controller.status().phase() == Phase.STARTING) {
      log.temporarilyUnavailable("{}", what);
    } else {
      log.critical("{}", what);
    }
  }
}
