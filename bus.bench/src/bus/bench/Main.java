// SPDX-License-Identifier: Apache-2.0
package bus.bench;

import bus.bench.report.Conditions;
import bus.bench.report.Report;
import bus.bench.report.Request;
import bus.bench.report.Row;
import bus.bench.report.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Runs one suite: {@code WORKSPACE SUITE [NAME] [--docs]}; {@code ./bndw bench} starts it. */
public final class Main {

  private static final String DOCS = "--docs";

  private final Path workspace;
  private final boolean docs;

  private Main(Path workspace, boolean docs) {
    this.workspace = workspace;
    this.docs = docs;
  }

  /** Ends the process: 0 if all is well, 1 if a benchmark failed, 2 for wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean docs = words.remove(DOCS);
    try {
      if (words.size() < 2 || words.size() > 3) {
        throw new IllegalArgumentException(
            "expected SUITE [NAME] [--docs], where SUITE is one of: " + new Suites().names());
      }
      String only = words.size() > 2 ? words.get(2) : "";
      new Main(Path.of(words.get(0)), docs).run(words.get(1), only);
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      return 2;
    } catch (Exception e) {
      System.err.println("bench: failed: " + e);
      return 1;
    }
  }

  private void run(String name, String only) throws Exception {
    Suites suites = new Suites();
    Suite suite =
        suites
            .named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no suite " + name + "; there are: " + suites.names()));
    if (docs && !only.isEmpty()) {
      throw new IllegalArgumentException("--docs writes the whole table, so leave NAME out");
    }
    Path generated = Files.createDirectories(workspace.resolve("bus.bench/generated/bench"));
    Path charts = docs ? workspace.resolve("docs/benchmarks") : generated;
    Files.createDirectories(charts);
    List<Row> rows = suite.run(new Request(pattern(only), generated, charts));
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no benchmark of " + name + " matches " + only);
    }
    Report report = new Report(name, Conditions.present(suite.options()), rows);
    System.out.println("\n" + report.table());
    report.writeJson(generated.resolve(name + ".json"));
    if (docs) {
      report.writeDocs(workspace.resolve("docs/benchmarks.md"));
    }
  }

  private static Pattern pattern(String only) {
    try {
      return Pattern.compile(only, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("NAME is no regular expression: " + only, e);
    }
  }
}
