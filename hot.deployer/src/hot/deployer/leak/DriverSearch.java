// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import hot.deployer.leak.Insides.Shut;
import java.util.Collection;

/** Drivers in {@code java.sql.DriverManager}, which shows each caller its own only. */
final class DriverSearch implements Search {

  @Override
  public String places() {
    return "JDBC drivers";
  }

  @Override
  public void look(Suspect suspect, Findings findings) throws Shut {
    if (ModuleLayer.boot().findModule("java.sql").isEmpty()) {
      return;
    }
    Class<?> manager = Insides.type("java.sql.DriverManager");
    if (Insides.read(manager, null, "registeredDrivers") instanceof Collection<?> registered) {
      for (Object info : registered) {
        Object driver = Insides.read(info, "driver");
        if (driver != null && suspect.owns(driver)) {
          findings.add(
              Kind.JDBC_DRIVER,
              "java.sql.DriverManager has the driver " + driver.getClass().getName(),
              "call DriverManager.deregisterDriver when the controller closes");
        }
      }
    }
  }
}
