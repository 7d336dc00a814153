// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.bench.codegen.BenchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Three modules: the library of a directive, the plugin that answers it, whose source is edited,
 * and a plugin that holds a reference to it and prints each value with the moment it came.
 */
final class DevModules {

  private static final String EXPORTED =
      """
      @org.osgi.annotation.bundle.Export
      @org.osgi.annotation.versioning.Version("1.0.0")
      package bench.ask;
      """;

  private static final String ASK =
      """
      package bench.ask;

      public record Ask() implements bus.api.directive.Directive<Long> {}
      """;

  private static final String OBSERVER =
      """
      package bench.observer;

      import bench.ask.Ask;
      import bus.api.controller.Controller;
      import bus.api.controller.ControllerContext;
      import bus.api.controller.ControllerType;
      import bus.api.directive.ReferenceHandler;
      import bus.api.directive.Scope;
      import java.time.Instant;

      @ControllerType(id = "bench/observer", version = "1.0.0")
      public final class Observer implements Controller {
        private final ControllerContext context;

        Observer(ControllerContext context) {
          this.context = context;
        }

        @Override
        public void execute(Scope scope) {
          context.bus().add(new Ask(), ReferenceHandler.of(Observer::seen, value -> {}));
        }

        private static void seen(Long value) {
          System.out.println("SEEN " + value + " " + Instant.now());
        }
      }
      """;

  private static final String ANSWER =
      """
      package bench.answer;

      import bench.ask.Ask;
      import bus.api.controller.Controller;
      import bus.api.controller.ControllerType;
      import bus.api.controller.Resolves;
      import java.util.Map;
      import java.util.TreeMap;

      @ControllerType(id = "bench/answer", version = "1.0.0")
      public final class Answer implements Controller {
        private final Map<String, Integer> counts = new TreeMap<>();

        /** Answers. */
        @Resolves
        public Long answer(Ask ask) {
          return NUMBERL;
        }

      METHODS}
      """;

  private final Path root;

  private DevModules(Path root) {
    this.root = root;
  }

  /** Writes the modules; the one that answers has so many classes. */
  static DevModules write(Path root, int classes) throws IOException {
    DevModules modules = new DevModules(root);
    modules.put("ask/bnd.bnd", "Bundle-SymbolicName: bench.ask\nBundle-Version: 1.0.0\n");
    modules.put("ask/src/bench/ask/package-info.java", EXPORTED);
    modules.put("ask/src/bench/ask/Ask.java", ASK);
    modules.put("observer/bnd.bnd", user("bench.observer"));
    modules.put("observer/src/bench/observer/Observer.java", OBSERVER);
    if (classes > 1) {
      BenchModule.write(root.resolve("answer"), classes - 1);
    }
    modules.put("answer/bnd.bnd", user("bench.answer"));
    modules.save(0);
    return modules;
  }

  private static String user(String id) {
    return "Hotbus-Plugin-Id: %s\nBundle-Version: 1.0.0\n".formatted(id)
        + "-dependencies: bench:ask:1.0.0;scope=provided\n-replace: bench:ask=../ask\n";
  }

  Path root() {
    return root;
  }

  /** Returns the source that {@link #save} writes. */
  Path source() {
    return root.resolve("answer/src/bench/answer/Answer.java");
  }

  /** Changes the answer. */
  void save(long number) throws IOException {
    StringBuilder methods = new StringBuilder();
    for (int m = 0; m < 6; m++) {
      methods.append("  int count" + m + "(int n) {\n    int sum = 0;\n");
      methods.append("    for (int i = 0; i < n; i++) {\n");
      methods.append("      sum += counts.getOrDefault(\"k\" + i, i);\n    }\n");
      methods.append("    return sum;\n  }\n\n");
    }
    String text = ANSWER.replace("NUMBER", Long.toString(number));
    put("answer/src/bench/answer/Answer.java", text.replace("METHODS", methods));
  }

  private void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
