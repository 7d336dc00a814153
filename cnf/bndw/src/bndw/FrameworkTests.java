// SPDX-License-Identifier: Apache-2.0
package bndw;

import aQute.bnd.build.Run;
import aQute.bnd.header.Parameters;
import bndw.launch.FrameworkMain;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the tests of one bndrun in a framework of their own. bnd's launcher sets a security policy,
 * which newer JDKs refuse, so a small one of ours starts the same bundles and bnd's tester.
 */
final class FrameworkTests {

  private static final String TESTER = "biz.aQute.tester.junit-platform";

  private final House house;
  private final Module module;
  private final Run run;

  FrameworkTests(House house, Module module, Path file) throws Exception {
    this.house = house;
    this.module = module;
    this.run = Run.createRun(module.project().getWorkspace(), file.toFile());
  }

  /** Returns whether the bndrun says which bundles to start. */
  boolean isResolved() throws Exception {
    return !run.getRunbundles().isEmpty();
  }

  /** Returns the exit code; the reports tell the rest. */
  int run(Path reports, Path log) throws Exception {
    Set<Path> bundles = new LinkedHashSet<>(module.files(run.getRunbundles(), "-runbundles"));
    bundles.add(module.jar());
    bundles.add(house.jar(TESTER));
    Files.createDirectories(reports);
    Path plan = log.resolveSibling("framework.properties");
    try (Writer out = Files.newBufferedWriter(plan)) {
      properties(reports, bundles).store(out, null);
    }
    List<Path> path = new ArrayList<>(module.files(run.getRunFw(), "-runfw"));
    path.add(house.driver());
    List<String> arguments = new ArrayList<>(Fork.testOptions());
    arguments.addAll(run.getRunVM());
    arguments.addAll(List.of("-cp", House.classPath(path)));
    arguments.addAll(List.of(FrameworkMain.class.getName(), plan.toString()));
    return new Fork(module.base(), log).java(arguments);
  }

  private Properties properties(Path reports, Set<Path> bundles) {
    Properties properties = new Properties();
    properties.putAll(run.getRunProperties());
    Parameters packages = new Parameters(run.mergeProperties("-runsystempackages"));
    if (!packages.isEmpty()) {
      properties.setProperty("org.osgi.framework.system.packages.extra", packages.toString());
    }
    properties.setProperty("org.osgi.framework.storage", reports.resolve("storage").toString());
    properties.setProperty("org.osgi.framework.storage.clean", "onFirstInit");
    properties.setProperty("tester.dir", reports.toString());
    properties.setProperty("tester.separatethread", "true");
    properties.setProperty("tester.unresolved", "true");
    properties.setProperty(
        FrameworkMain.BUNDLES,
        bundles.stream().map(Path::toString).collect(Collectors.joining("\n")));
    return properties;
  }
}
