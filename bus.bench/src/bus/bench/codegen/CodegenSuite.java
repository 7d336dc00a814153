// SPDX-License-Identifier: Apache-2.0
package bus.bench.codegen;

import bus.bench.report.Request;
import bus.bench.report.Row;
import bus.bench.report.Suite;
import bus.daemon.Distribution;
import bus.daemon.build.PluginHost;
import hot.codegen.host.HostPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** From sources to a bundle: after a change, for the first time, and what is kept for that. */
public final class CodegenSuite implements Suite {

  @Override
  public String name() {
    return "codegen";
  }

  @Override
  public String options() {
    return "one process, 60 edits after 60 to warm up, javac alone between them; first compilations"
        + " in processes of their own";
  }

  @Override
  public List<Row> run(Request request) throws Exception {
    HostPlatform host =
        PluginHost.of(Distribution.at(Path.of(System.getProperty(Distribution.HOME))));
    Path work = request.work().resolve("codegen");
    delete(work);
    Files.createDirectories(work);
    List<Row> rows = new ArrayList<>();
    if (request.asksFor("edits")) {
      rows.addAll(new Edits(host, work).measure());
    }
    if (request.asksFor("first")) {
      rows.addAll(new FirstCompile(work).measure());
    }
    if (request.asksFor("held")) {
      rows.addAll(new Held(host, work).measure());
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
