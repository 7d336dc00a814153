// SPDX-License-Identifier: Apache-2.0
package bus.bench;

import bus.bench.bus.BusSuite;
import bus.bench.codegen.CodegenSuite;
import bus.bench.deploy.DeploySuite;
import bus.bench.dev.DevSuite;
import bus.bench.report.Suite;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The suites there are. */
final class Suites {

  private final List<Suite> all =
      List.of(new BusSuite(), new CodegenSuite(), new DeploySuite(), new DevSuite());

  Optional<Suite> named(String name) {
    return all.stream().filter(suite -> suite.name().equals(name)).findFirst();
  }

  /** Returns the names, for people. */
  String names() {
    return all.stream().map(Suite::name).collect(Collectors.joining(", "));
  }
}
