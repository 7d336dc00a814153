// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.util.List;

/** Benchmarks that belong together and are run by one command. */
public interface Suite {

  /** Returns what it is called on the command line and in the docs. */
  String name();

  /** Returns how it measures, for the reader of the table: forks, iterations, heap. */
  String options();

  /**
   * Measures. May print its progress.
   *
   * @param request what to run, and where files may be put
   * @return the rows, in the order of the table
   */
  List<Row> run(Request request) throws Exception;
}
