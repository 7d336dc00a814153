// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.bench.report.Request;
import bus.bench.report.Row;
import bus.bench.report.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a developer and an operator wait for: a change that is seen, a daemon that is up. */
public final class DevSuite implements Suite {

  @Override
  public String name() {
    return "dev";
  }

  @Override
  public String options() {
    return "processes of their own; by hand is javac + jar + install + start, between the edits";
  }

  @Override
  public List<Row> run(Request request) throws Exception {
    Path work = request.work().resolve("dev");
    delete(work);
    Files.createDirectories(work);
    List<Row> rows = new ArrayList<>();
    for (int classes : List.of(1, 100)) {
      if (request.asksFor("saves" + classes)) {
        rows.addAll(new Saves(work).measure(classes));
      }
    }
    if (request.asksFor("starts")) {
      rows.addAll(new Starts(work).measure());
    }
    if (request.asksFor("idle")) {
      rows.addAll(new Idle(work).measure());
    }
    if (request.asksFor("requests")) {
      rows.addAll(new Requests(work).measure());
    }
    delete(work);
    return rows;
  }

  private static void delete(Path folder) throws Exception {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
