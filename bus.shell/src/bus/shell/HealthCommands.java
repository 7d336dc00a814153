// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.observe.Health;
import bus.api.observe.HealthReport;
import java.lang.reflect.InvocationTargetException;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands of the scope {@code bus}: how the process as a whole is doing. */
@Component(service = HealthCommands.class)
@GogoCommand(scope = "bus", function = "health")
public final class HealthCommands {
  private final Health health;

  /** Creates the commands. */
  @Activate
  public HealthCommands(@Reference Health health) {
    this.health = health;
  }

  /** Asks the health checks. */
  @Descriptor("asks all health checks, and shows what they found")
  public HealthReport health() throws InterruptedException, InvocationTargetException {
    return health.check().getValue(); // comes within seconds
  }
}
