// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import hot.deployer.leak.Insides.Shut;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Beans in the MBean servers of the JVM. */
final class MBeanSearch implements Search {

  @Override
  public String places() {
    return "MBeans";
  }

  @Override
  public void look(Suspect suspect, Findings findings) throws Shut {
    try {
      Set<MBeanServer> servers = new LinkedHashSet<>();
      servers.add(ManagementFactory.getPlatformMBeanServer());
      servers.addAll(MBeanServerFactory.findMBeanServer(null));
      for (MBeanServer server : servers) {
        for (ObjectName name : server.queryNames(null, null)) {
          look(server, name, suspect, findings);
        }
      }
    } catch (LinkageError missing) {
      throw new Shut("there is no module java.management", missing);
    }
  }

  private static void look(
      MBeanServer server, ObjectName name, Suspect suspect, Findings findings) {
    try {
      if (suspect.ownsLoader(server.getClassLoaderFor(name))) {
        findings.add(
            Kind.MBEAN,
            "the MBean %s is a %s".formatted(name, server.getObjectInstance(name).getClassName()),
            "unregister it when the controller closes");
      }
    } catch (InstanceNotFoundException gone) {
      findings.note("an MBean went away during the look");
    }
  }
}
