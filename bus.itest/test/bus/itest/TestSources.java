// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The test methods of all projects, as their sources have them. */
final class TestSources {

  private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");
  private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest)\\b");

  private final Map<String, Set<String>> methods = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  /** Reads the sources of a workspace. */
  static TestSources of(Path workspace) throws IOException {
    TestSources sources = new TestSources();
    try (Stream<Path> projects = Files.list(workspace)) {
      for (Path project : projects.filter(each -> Files.exists(each.resolve("bnd.bnd"))).toList()) {
        sources.readAll(project.resolve("test"));
      }
    }
    sources.readAll(workspace.resolve("bus.itest/src"));
    return sources;
  }

  private void readAll(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        read(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
  }

  private void read(String type, String text) {
    Set<String> found = new HashSet<>();
    for (Matcher method = METHOD.matcher(text); method.find(); ) {
      // The format puts an empty line before each method with annotations.
      String before = text.substring(0, method.start());
      if (TEST.matcher(before.substring(before.lastIndexOf("\n\n") + 1)).find()) {
        found.add(method.group(1));
      }
    }
    if (!found.isEmpty() && methods.putIfAbsent(type, found) != null) {
      ambiguous.add(type);
    }
  }

  /** Says which of some tests are not there, or can not be told from others. */
  List<String> missing(Set<ContractPage.Named> tests) {
    return tests.stream()
        .filter(
            test ->
                ambiguous.contains(test.type())
                    || !methods.getOrDefault(test.type(), Set.of()).contains(test.method()))
        .map(
            test ->
                test.type()
                    + "."
                    + test.method()
                    + (ambiguous.contains(test.type()) ? ": several classes of this name" : ""))
        .toList();
  }
}
