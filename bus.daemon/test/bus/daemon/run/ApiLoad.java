// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Clients with a connection each, which ask one thing after the other. */
final class ApiLoad implements AutoCloseable {
  private static final int SOCKET_LIMIT_MILLIS = 60_000;
  private static final int RESCAN_EVERY = 50;
  private static final int EXEC_EVERY = 20;
  private static final List<String> PATHS =
      List.of(
          "/info",
          "/status",
          "/plugins",
          "/controllers",
          "/directives",
          "/history",
          "/config",
          "/quarantine",
          "/factories",
          "/events/recent",
          "/directives/1/why",
          "/bus");
  private final URI address;
  private final String token;
  private final int clients;
  private final ExecutorService threads;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

  ApiLoad(URI address, String token, int clients) {
    this.address = address;
    this.token = token;
    this.clients = clients;
    this.threads = Executors.newFixedThreadPool(clients);
  }

  /**
   * What was answered.
   *
   * @param counts how often, by status
   * @param unexpected what should not have been answered, or did not come
   */
  record Answers(Map<String, Long> counts, List<String> unexpected) {
    long good() {
      return counts.getOrDefault("200", 0L);
    }
  }

  /** Sends so many requests in all, and does something else meanwhile. */
  Answers run(int requests, Runnable beside) throws Exception {
    AtomicInteger left = new AtomicInteger(requests);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      running.add(threads.submit(() -> client(left)));
    }
    beside.run();
    for (Future<?> each : running) {
      each.get(8, TimeUnit.MINUTES);
    }
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((status, count) -> sums.put(status, count.sum()));
    return new Answers(sums, List.copyOf(unexpected));
  }

  private void client(AtomicInteger left) {
    try (Socket socket = connect()) {
      for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
        if (number % EXEC_EVERY == 0) {
          exec();
        } else {
          ask(socket, number);
        }
      }
    } catch (IOException failed) {
      unexpected.add(failed.toString());
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByName(address.getHost()), address.getPort());
    socket.setSoTimeout(SOCKET_LIMIT_MILLIS);
    return socket;
  }

  private void ask(Socket socket, int number) throws IOException {
    boolean rescan = number % RESCAN_EVERY == 1;
    String path = rescan ? "/rescan" : PATHS.get(number % PATHS.size());
    send(socket, (rescan ? "POST " : "GET ") + path, "");
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String status = status(in);
    byte[] body = in.readNBytes(length(in));
    take(status, path, new String(body, StandardCharsets.UTF_8));
  }

  /** Executes a configuration and leaves without a word, as a client that is killed. */
  private void exec() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "POST /exec", "b: {id: test/hello}");
      take(status(socket.getInputStream()), "/exec", "");
    }
  }

  private void send(Socket socket, String line, String body) throws IOException {
    String request =
        String.join(
            "\r\n",
            line + " HTTP/1.1",
            "Host: 127.0.0.1:" + address.getPort(),
            "Authorization: Bearer " + token,
            "Content-Length: " + body.length(),
            "",
            body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  private static String status(InputStream in) throws IOException {
    String line = line(in);
    if (!line.startsWith("HTTP/1.1 ")) {
      throw new IOException("no answer, but '" + line + "'");
    }
    return line.split(" ", 3)[1];
  }

  private static int length(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    return length;
  }

  /**
   * Good, or refused as the documentation has it: too many at a time, or a directive that ended.
   */
  private void take(String status, String path, String body) {
    counts.computeIfAbsent(status, key -> new LongAdder()).increment();
    boolean known =
        status.equals("200")
            || status.equals("503") && (path.equals("/exec") || body.contains("at the same time"))
            || status.equals("404") && path.endsWith("/why");
    if (!known) {
      unexpected.add(path + " " + status + " " + body);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
