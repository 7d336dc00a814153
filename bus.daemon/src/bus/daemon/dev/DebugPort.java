// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.daemon.DaemonException;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The port for a debugger. Only the start of a JVM can open it, so the launcher script does. */
final class DebugPort {
  private static final String AGENT = "-agentlib:jdwp=";
  private static final String ADDRESS = "address=";

  private DebugPort() {}

  /** Returns the address that the JVM was started with. */
  static Optional<String> address() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith(AGENT) && argument.contains(ADDRESS))
        .map(argument -> argument.substring(argument.indexOf(ADDRESS) + ADDRESS.length()))
        .map(address -> address.replaceFirst(",.*", ""))
        .findFirst();
  }

  static String require() {
    return address()
        .orElseThrow(
            () ->
                new DaemonException(
                    "this process has no debugger port; start it by ./hotbus dev --debug, which"
                        + " opens one, or with the JVM option "
                        + AGENT
                        + "..."));
  }
}
