// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files that each have some forms; the first one of each compiles with the first of the others. */
final class RandomFiles {

  private static final String ABSENT = "";

  private static final String BASE =
      "package q.b;\nimport bus.api.controller.*;\nimport q.c.Ask;\npublic abstract class Base {\n"
          + "  %s\n}\n";

  private static final String CONTROLLER =
      "package q.a;\nimport bus.api.controller.*;\nimport q.b.*;\nimport q.c.*;\n"
          + "@ControllerType(id = %s, version = \"1.0.0\")\n"
          + "public final class Ctl extends Base implements Controller {\n  %s\n}\n";

  private static final String CONSTRUCTOR = "public record Config(String s) {} Ctl(Config c) {}";

  private static final Map<String, List<String>> FORMS =
      Map.ofEntries(
          Map.entry(
              "q/b/Base.java",
              List.of(
                  BASE.formatted("@Resolves public String one(Ask ask) { return \"\"; }"),
                  BASE.formatted(""),
                  BASE.formatted(
                      "@Resolves public java.util.Optional<String> two(Ask ask) { return null; }"),
                  BASE.formatted("@Resolves public Object wrong(Ask ask) { return 1; }"),
                  BASE.formatted(
                      "@Resolves public String b(Ask a) { return \"\"; }\n"
                          + "  @Resolves public String a(Ask a) { return \"\"; }"))),
          Map.entry(
              "q/c/Ask.java",
              List.of(
                  "package q.c;\nimport bus.api.directive.*;\n"
                      + "public record Ask(String s) implements Directive<String> {}\n",
                  "package q.c;\npublic record Ask(String s) {}\n",
                  "package q.c;\nimport bus.api.directive.*;\n"
                      + "public record Ask(int n) implements Directive<Integer> {}\n")),
          Map.entry(
              "q/a/Ctl.java",
              List.of(
                  CONTROLLER.formatted("\"q/one\"", CONSTRUCTOR),
                  CONTROLLER.formatted("\"q/one\"", "Ctl() {} static int hidden() { return 4; }"),
                  CONTROLLER.formatted("q.c.Names.ID", CONSTRUCTOR),
                  CONTROLLER.formatted(
                      "\"q/\" + \"two\"",
                      CONSTRUCTOR + "\n  @Resolves String own(Ask ask) { return ask.toString(); }"),
                  CONTROLLER.formatted("\"q/one\"", CONSTRUCTOR + " private int f(int a) { ret }"),
                  ABSENT)),
          Map.entry(
              "q/a/Second.java",
              List.of(
                  ABSENT,
                  "package q.a;\n@bus.api.controller.ControllerType(id = \"q/two\", version ="
                      + " \"1.0.0\")\nclass Second implements bus.api.controller.Controller {}\n",
                  "package q.a;\n@bus.api.controller.ControllerType(id = q.c.Names.ID, version ="
                      + " \"1.0.1\")\nclass Second implements bus.api.controller.Controller {}\n",
                  "package q.a;\nclass Second { @bus.api.controller.Resolves void idle() {} }\n")),
          Map.entry(
              "q/a/CtlFactory.java",
              List.of(ABSENT, ABSENT, "package q.a;\nclass CtlFactory {}\n")),
          Map.entry(
              "q/c/Names.java",
              List.of(
                  "package q.c;\npublic class Names { public static final String ID = \"q/n\"; }\n",
                  "package q.c;\n"
                      + "public class Names { public static final String ID = \"q/two\"; }\n",
                  "package q.c;\npublic interface Names { String ID = \"q/\" + \"m\"; }\n",
                  "package q.c;\npublic class Names { public static String ID = \"q/n\"; }\n")),
          Map.entry(
              "q/a/package-info.java",
              List.of(
                  "/** Text. */\npackage q.a;\n",
                  ABSENT,
                  "@org.osgi.annotation.bundle.Export\npackage q.a;\n",
                  "@Deprecated\npackage q.a;\n")),
          Map.entry(
              "q/c/Use.java",
              List.of(
                  "package q.c;\nimport java.util.*;\nclass Use { int n(List<String> l) { return"
                      + " l.size(); } }\n")),
          Map.entry(
              "q/c/List.java",
              List.of(
                  ABSENT,
                  ABSENT,
                  "package q.c;\nclass List<T> { int size() { return 1; } }\n",
                  "package q.c;\nclass List {}\n")),
          Map.entry(
              "q/b/Multi.java",
              List.of(
                  "package q.b;\npublic class Multi { Extra e; }\nclass Extra { int x = 1; }\n",
                  "package q.b;\npublic class Multi { Extra e; }\n",
                  "package q.b;\npublic class Multi { Extra e; }\nclass Extra { String x; }\n",
                  "package q.b;\npublic class Multi {}\nclass Extra { private int x; int y; }\n")),
          Map.entry(
              "q/b/Extra.java",
              List.of(ABSENT, ABSENT, "package q.b;\nclass Extra { long x = 2; }\n")),
          Map.entry(
              "q/b/UseExtra.java",
              List.of(
                  "package q.b;\nclass UseExtra { Object o(Multi m) { return m.e.x; } }\n",
                  "package q.b;\n"
                      + "class UseExtra { Object o(Multi m) { var v = m.e; return v.x; } }\n")),
          Map.entry(
              "q/a/Shape.java",
              List.of(
                  "package q.a;\npublic sealed interface Shape permits Circle, Square {}\n",
                  "package q.a;\npublic sealed interface Shape permits Circle {}\n",
                  "package q.a;\npublic interface Shape {}\n")),
          Map.entry(
              "q/a/Circle.java",
              List.of(
                  "package q.a;\npublic record Circle(int r) implements Shape {}\n",
                  "package q.a;\npublic record Circle(int r, int c) implements Shape, Runnable {"
                      + " public void run() {} }\n")),
          Map.entry(
              "q/a/Square.java",
              List.of(
                  "package q.a;\npublic final class Square implements Shape {}\n",
                  "package q.a;\npublic non-sealed class Square implements Shape {}\n",
                  "package q.a;\npublic final class Square {}\n",
                  "package q.a;\npublic final class Square implements Shape, Runnable {"
                      + " public void run() {} }\n")),
          Map.entry(
              "q/b/Cast.java",
              List.of(
                  "package q.b;\nclass Cast { Object f(Object o) { return o; } }\n",
                  "package q.b;\n"
                      + "class Cast { Runnable f(q.a.Shape s) { return (Runnable) s; } }\n")),
          Map.entry(
              "q/b/Fi.java",
              List.of(
                  "package q.b;\npublic interface Fi { int f(int x); }\n",
                  "package q.b;\npublic interface Fi { long f(int x); }\n",
                  "package q.b;\npublic interface Fi { int f(int x); int g(); }\n",
                  "package q.b;\npublic interface Fi { int f(int x) throws Exception; }\n")),
          Map.entry(
              "q/b/Over.java",
              List.of(
                  "package q.b;\npublic class Over { public static int o(Fi f) { return 1; } }\n",
                  "package q.b;\npublic class Over { public static int o(Fi f) { return 1; }\n"
                      + "  static int o(java.util.function.IntUnaryOperator f) { return 2; } }\n",
                  "package q.b;\npublic class Over { public static int o(Fi f) { return 1; }\n"
                      + "  private static int o(Object f) { return 2; } }\n")),
          Map.entry(
              "q/a/Lambda.java",
              List.of(
                  "package q.a;\nclass Lambda { int n = q.b.Over.o(x -> x + 1); }\n",
                  "package q.a;\nclass Lambda { int n = q.b.Over.o(Math::abs); }\n")),
          Map.entry(
              "q/a/Hide.java",
              List.of(
                  "package q.a;\npublic class Hide extends Up {}\n",
                  "package q.a;\npublic class Hide extends Up { private int x; }\n",
                  "package q.a;\npublic class Hide extends Up { private class Member {} }\n",
                  "package q.a;\n"
                      + "public class Hide extends Up { private int m() { return 3; } }\n")),
          Map.entry(
              "q/a/Up.java",
              List.of(
                  "package q.a;\n"
                      + "class Up { int x; int m(Object o) { return 1; } class Member {} }\n",
                  "package q.a;\nclass Up { static final int x = 7; int m(Object o) { return 1; }"
                      + " class Member {} }\n",
                  "package q.a;\nclass Up { protected int x; int m(Object o) { return 1; }"
                      + " int m(String s) { return 2; } interface Member {} }\n")),
          Map.entry(
              "q/a/Seeker.java",
              List.of(
                  "package q.a;\nclass Seeker { int s(Hide h) { Hide.Member m = null; return h.x +"
                      + " h.m(\"\"); } }\n",
                  "package q.a;\nclass Seeker extends Hide { int s() { Member m = null; return x +"
                      + " m(\"\"); } }\n")),
          Map.entry("q/text.properties", List.of("a=1\n", "a=2\n", ABSENT)));

  private final Random random;
  private final List<String> paths = List.copyOf(new TreeMap<>(FORMS).keySet());
  private final Map<String, Integer> chosen = new TreeMap<>();

  RandomFiles(Random random) {
    this.random = random;
    paths.forEach(path -> chosen.put(path, 0));
  }

  /** Gives one file another form. */
  String edit() {
    String path = paths.get(random.nextInt(paths.size()));
    int form = random.nextInt(FORMS.getOrDefault(path, List.of()).size());
    chosen.put(path, form);
    return path + " form " + form;
  }

  /** Returns what brings the present forms back. */
  Runnable snapshot() {
    Map<String, Integer> kept = new TreeMap<>(chosen);
    return () -> chosen.putAll(kept);
  }

  SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (String path : new ArrayList<>(paths)) {
      String text = FORMS.getOrDefault(path, List.of()).get(chosen.getOrDefault(path, 0));
      if (!text.equals(ABSENT)) {
        files.put(path, text);
      }
    }
    return files;
  }
}
