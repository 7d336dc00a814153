// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many requests the API of a daemon answers, asked by clients in this process. */
final class Requests {

  private static final int ROUNDS = 8;
  private static final int WARM_UP = 3;
  private static final long ROUND_NANOS = 1_000_000_000;
  private final Path work;

  Requests(Path work) {
    this.work = work;
  }

  List<Row> measure() throws Exception {
    Installation installation = Installation.make(work.resolve("requests"), 1);
    List<Row> rows = new ArrayList<>();
    try (HotbusProcess daemon = installation.daemon("state", "--api-port", "0")) {
      daemon.await("controller key=key0 .* status=(RUNNING|FINISHED)");
      String address = Files.readString(installation.state("state", "api/address")).strip();
      String token = Files.readString(installation.state("state", "api/token")).strip();
      for (String what : List.of("/status", "/bus")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(address + what))
                .header("Authorization", "Bearer " + token)
                .build();
        for (int clients : List.of(1, 8)) {
          String name = "API requests, GET " + what + ", " + clients + " at a time";
          rows.add(Row.of(name, ROUNDS, perSecond(request, clients), "1/s"));
        }
      }
    }
    return rows;
  }

  private static Figure perSecond(HttpRequest request, int clients) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      double[] rates = new double[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long begin = System.nanoTime();
        List<Future<Long>> counts = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
          counts.add(threads.submit(() -> ask(client, request, begin + ROUND_NANOS)));
        }
        long sum = 0;
        for (Future<Long> count : counts) {
          sum += count.get();
        }
        if (i >= 0) {
          rates[i] = sum * 1e9 / (System.nanoTime() - begin);
        }
      }
      return Figure.spread(rates);
    } finally {
      threads.shutdown();
    }
  }

  private static long ask(HttpClient client, HttpRequest request, long end) throws Exception {
    long count = 0;
    while (System.nanoTime() < end) {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(
            "status " + answer.statusCode() + ": " + new String(answer.body(), UTF_8));
      }
      count++;
    }
    return count;
  }
}
