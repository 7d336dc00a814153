// SPDX-License-Identifier: Apache-2.0
package bus.bench.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A module of so many classes, of about fifty lines each: a controller, and if there are more a
 * class that all use, and others of which each uses two that were made before it.
 */
public final class BenchModule {
  private static final int IN_PACKAGE = 50;
  private final Path root;
  private final int size;

  private BenchModule(Path root, int size) {
    this.root = root;
    this.size = size;
  }

  /** Writes a module. */
  public static BenchModule write(Path root, int size) throws IOException {
    BenchModule module = new BenchModule(root, size);
    module.changeLeaf(0);
    if (size > 1) {
      module.changeApi(0);
    }
    for (int i = 2; i < size; i++) {
      module.put(packageOf(i), "C" + i, module.body(i));
    }
    return module;
  }

  Path root() {
    return root;
  }

  /** Returns the source that {@link #changeLeaf} writes. */
  Path leaf() {
    return root.resolve("src/bench/Leaf.java");
  }

  /** Returns all sources. */
  List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("src"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Changes the body of a method that nobody sees. */
  void changeLeaf(int number) throws IOException {
    StringBuilder text = new StringBuilder("package bench;\n\n");
    text.append("import bus.api.controller.Controller;\n");
    text.append("import bus.api.controller.ControllerType;\n\n");
    text.append("@ControllerType(id = \"bench/leaf\", version = \"1.0.0\")\n");
    text.append("public final class Leaf implements Controller {\n");
    methods(text, number);
    if (size > 1) {
      text.append("  int ask(Api api) { return api.ask(" + number + "); }\n");
    }
    Files.createDirectories(leaf().getParent());
    Files.writeString(leaf(), text.append("}\n"));
  }

  /** Changes what all can see of the class that all use. */
  void changeApi(int number) throws IOException {
    put(
        "bench",
        "Api",
        "public class Api {\n  public int ask(int n) { return n; }\n  public int more"
            + number
            + "() { return 1; }\n}\n");
  }

  private static String packageOf(int i) {
    return "bench.p" + i / IN_PACKAGE;
  }

  private String body(int i) {
    StringBuilder text = new StringBuilder("public class C" + i + " {\n");
    methods(text, i);
    List<Integer> used = new ArrayList<>(List.of(i / 2, i - 1));
    used.removeIf(one -> one < 2);
    for (int one : used) {
      String name = packageOf(one) + ".C" + one;
      text.append("  int use" + one + "(" + name + " other) { return other.m1(3); }\n");
    }
    text.append("  int ask(bench.Api api) { return api.ask(" + i + "); }\n");
    return text.append("}\n").toString();
  }

  private static void methods(StringBuilder text, int number) {
    text.append(
        "  private final java.util.Map<String, Integer> all = new java.util.TreeMap<>();\n");
    for (int m = 0; m < 8; m++) {
      text.append("  /** Does something. */\n  public int m" + m + "(int n) {\n");
      text.append("    int sum = " + number + ";\n    for (int i = 0; i < n; i++) {\n");
      text.append("      sum += all.getOrDefault(\"k\" + i, i);\n    }\n    return sum;\n  }\n");
    }
  }

  private void put(String in, String name, String body) throws IOException {
    Path file = root.resolve("src").resolve(in.replace('.', '/')).resolve(name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "package " + in + ";\n\n" + body);
  }
}
