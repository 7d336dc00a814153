// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.daemon.DaemonException;
import bus.daemon.HostOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the HTTP API was asked for.
 *
 * @param port the port, or null if none was given
 * @param exec whether configurations may be executed over it
 */
record ApiOptions(@Nullable Integer port, boolean exec) {
  static final int DEFAULT_PORT = 5110;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int MAX_PORT = 65_535;
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.daemon");

  HostOptions of(HostOptions options) {
    return options.withApi(usable(DEFAULT_PORT), exec);
  }

  /** Returns the port to listen on: if none was given, the usual one or any free one. */
  int usable(int usual) {
    if (port == null) {
      if (free(usual)) {
        return usual;
      }
      LOG.warn("port {} is in use, so the api takes any free one", usual);
      return 0;
    }
    if (port < 0 || port > MAX_PORT) {
      throw new DaemonException(
          "--api-port must be a number from 0 to %d, it is %d".formatted(MAX_PORT, port));
    }
    if (!free(port)) {
      throw new DaemonException(
          ("port %d on loopback is in use; stop what uses it, or choose another with --api-port (0"
                  + " for any free one), or do without the API by --no-api")
              .formatted(port));
    }
    return port;
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
