// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.bench.report.Request;
import bus.bench.report.Row;
import bus.bench.report.Suite;
import java.util.ArrayList;
import java.util.List;

/** Speed and continuity of deployments, beside Apache Felix FileInstall on the same bundles. */
public final class DeploySuite implements Suite {

  @Override
  public String name() {
    return "deploy";
  }

  @Override
  public String options() {
    return "one process, files put there by rename, FileInstall 3.7.4 in the same framework";
  }

  @Override
  public List<Row> run(Request request) throws Exception {
    BenchJar jars = new BenchJar();
    List<Row> rows = new ArrayList<>();
    if (request.asksFor("latency")) {
      rows.addAll(new Latency(jars, request.work()).measure());
    }
    if (request.asksFor("swaps")) {
      rows.addAll(new Swaps(jars, request.work()).measure());
    }
    if (request.asksFor("mishaps")) {
      rows.addAll(new Mishaps(jars, request.work()).measure());
    }
    if (request.asksFor("crowd")) {
      rows.addAll(new Crowd(jars, request.work()).measure());
    }
    if (request.asksFor("endurance")) {
      rows.addAll(new Endurance(jars, request.work(), request.charts()).measure());
    }
    return rows;
  }
}
