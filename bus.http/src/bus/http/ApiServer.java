// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: listens on loopback, with bounded threads, connections and headers. */
final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.api");
  private static final String HOST = "127.0.0.1";
  private static final int MAX_THREADS = 16;
  private static final int MIN_THREADS = 2;
  private static final int HEADER_BYTES = 8 * 1024;
  private static final int SEND_BYTES = 64 * 1024;
  private static final int WAITING_CONNECTIONS = 128;
  private static final long STOP_MILLIS = 2_000;
  private final Server server;
  private final ServerConnector connector;

  private ApiServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens. When this returns, requests are answered.
   *
   * @param port the port, 0 for any free one
   * @throws IOException if the port can not be had
   */
  static ApiServer start(int port, ApiHandler handler, Limits limits) throws IOException {
    QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    pool.setName("hotbus-api");
    pool.setDaemon(true);
    Server server =
        new Server(pool, new ScheduledExecutorScheduler("hotbus-api-clock", true), null);
    ServerConnector connector =
        new ServerConnector(server, null, null, null, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost(HOST);
    connector.setPort(port);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setAcceptQueueSize(WAITING_CONNECTIONS);
    // What one reader leaves unread is kept by the system: so much, not what it would grow to.
    connector.setAcceptedSendBufferSize(SEND_BYTES);
    connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(new ProblemErrors());
    server.setStopTimeout(STOP_MILLIS);
    ApiServer made = new ApiServer(server, connector);
    made.start();
    return made;
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    return http;
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (Exception failed) { // declared so; what we expect is that the port is in use
      close();
      if (failed instanceof IOException io) {
        throw io;
      }
      throw new IOException("the server does not start: " + failed.getMessage(), failed);
    }
  }

  /** Returns where it listens. */
  URI address() {
    return URI.create("http://" + HOST + ":" + connector.getLocalPort());
  }

  /** Stops, bounded; requests that are not answered by then are cut off. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) { // declared so; it is stopped as far as it goes
      LOG.warn("the server did not stop well: {}", failed.toString());
    }
  }
}
