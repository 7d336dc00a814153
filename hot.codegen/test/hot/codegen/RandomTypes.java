// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.RandomType.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Types that use each other at random, and random edits of them. */
final class RandomTypes {

  static final List<String> PACKAGES = List.of("p.a", "p.b", "p.c");
  private static final List<String> ACCESS = List.of("public ", "", "private ", "protected ");

  private static final int MOST = 30;

  private final Random random;
  private final Map<String, RandomType> types = new LinkedHashMap<>();
  private final RandomShapes shapes;
  private int next;

  RandomTypes(Random random, int count) {
    this.random = random;
    this.shapes = new RandomShapes(random, types::values);
    while (types.size() < count) {
      add();
    }
  }

  /** Returns what brings the present types back. */
  Runnable snapshot() {
    List<RandomType> kept = types.values().stream().map(RandomType::copy).toList();
    return () -> {
      types.clear();
      kept.forEach(type -> types.put(type.name, type.copy()));
    };
  }

  SortedMap<String, String> sources() {
    SortedMap<String, String> sources = new TreeMap<>();
    types
        .values()
        .forEach(
            type ->
                sources.put(type.in.replace('.', '/') + "/" + type.name + ".java", type.source()));
    return sources;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private RandomType any() {
    return pick(List.copyOf(types.values()));
  }

  private RandomType any(Kind kind) {
    List<RandomType> all = types.values().stream().filter(type -> type.kind == kind).toList();
    return all.isEmpty() ? any() : pick(all);
  }

  /** Does one random thing. */
  String edit() {
    RandomType type = any();
    if (types.size() < MOST && random.nextInt(3) == 0) {
      return "add " + add().name;
    }
    if (random.nextInt(4) == 0) {
      return shapes.edit(type);
    }
    switch (random.nextInt(16)) {
      case 0 -> {
        return "add " + add().name;
      }
      case 1 -> {
        if (types.size() > 3) {
          types.remove(type.name);
        }
        return "remove " + type.name;
      }
      case 2 -> {
        return rename(type, random.nextBoolean());
      }
      case 3, 4 -> {
        value(type, "K" + random.nextInt(3));
        return "constant of " + type.name;
      }
      case 5, 6, 7 -> {
        member(type, "m" + random.nextInt(4));
        return "method of " + type.name;
      }
      case 8 -> {
        type.members.keySet().stream()
            .skip(random.nextInt(3))
            .findFirst()
            .ifPresent(name -> drop(type, name));
        return "remove a member of " + type.name;
      }
      default -> {
        return editHead(type);
      }
    }
  }

  private String editHead(RandomType type) {
    switch (9 + random.nextInt(7)) {
      case 9 -> {
        type.parent = parent(type);
        return "supertype of " + type.name;
      }
      case 10 -> {
        type.marks = marks();
        return "annotations of " + type.name;
      }
      case 11 -> {
        type.open = random.nextInt(4) > 0;
        type.last = random.nextInt(4) == 0;
        return "modifiers of " + type.name;
      }
      case 12 -> {
        RandomType some = any(Kind.ENUM);
        constants(some);
        return "constants of " + some.name;
      }
      case 13 -> {
        type.members.put("N", nested());
        return "nested type of " + type.name;
      }
      case 14 -> {
        type.imports = random.nextBoolean() ? "" : "import static " + qualified(any()) + ".*;\n";
        return "imports of " + type.name;
      }
      default -> {
        type.members.put("c", "  // " + random.nextInt());
        return "comment in " + type.name;
      }
    }
  }

  private static void drop(RandomType type, String name) {
    type.members.remove(name);
    type.ints.remove(name);
    type.texts.remove(name);
  }

  private String rename(RandomType type, boolean everywhere) {
    String old = type.name;
    types.remove(old);
    type.name = "T" + next++;
    types.put(type.name, type);
    if (everywhere) {
      for (RandomType user : types.values()) {
        user.members.replaceAll((name, text) -> text.replaceAll("\\b" + old + "\\b", type.name));
        user.parent = user.parent.replaceAll("\\b" + old + "\\b", type.name);
        user.marks = user.marks.replaceAll("\\b" + old + "\\b", type.name);
        user.permits = user.permits.replaceAll("\\b" + old + "\\b", type.name);
        user.imports = user.imports.replaceAll("\\b" + old + "\\b", type.name);
      }
    }
    return "rename " + old + " to " + type.name + (everywhere ? " everywhere" : "");
  }

  private RandomType add() {
    List<Kind> kinds =
        List.of(Kind.CLASS, Kind.CLASS, Kind.CLASS, Kind.INTERFACE, Kind.ENUM, Kind.RECORD);
    Kind kind = random.nextInt(12) == 0 ? Kind.ANNOTATION : pick(kinds);
    RandomType type = new RandomType(pick(PACKAGES), kind, "T" + next++);
    types.put(type.name, type);
    constants(type);
    value(type, "K0");
    if (kind != Kind.ANNOTATION) {
      String access = kind == Kind.INTERFACE ? "default " : "public ";
      for (int i = 0; i < 3; i++) {
        type.members.put("m" + i, "  " + access + "int m" + i + "() {\n    return 1;\n  }");
      }
    } else {
      type.members.put("value", "  int value() default " + random.nextInt(5) + ";");
    }
    return type;
  }

  private void constants(RandomType type) {
    type.constants.clear();
    for (String name : List.of("A", "B", "C", "D")) {
      if (random.nextInt(4) > 0) {
        type.constants.add(name);
      }
    }
    type.constants.add("Z");
  }

  private String parent(RandomType type) {
    RandomType other = any();
    if (random.nextInt(3) == 0 || other == type) {
      return "";
    }
    return switch (type.kind) {
      case CLASS ->
          other.kind == Kind.CLASS
              ? " extends " + other.name
              : other.kind == Kind.INTERFACE ? " implements " + other.name : "";
      case INTERFACE -> other.kind == Kind.INTERFACE ? " extends " + other.name : "";
      case RECORD -> other.kind == Kind.INTERFACE ? " implements " + other.name : "";
      default -> "";
    };
  }

  private String marks() {
    return switch (random.nextInt(4)) {
      case 0 -> "@Deprecated\n";
      case 1 -> "@" + any(Kind.ANNOTATION).name + "\n";
      case 2 -> "/** @deprecated no more */\n";
      default -> "";
    };
  }

  private void value(RandomType type, String name) {
    boolean text = random.nextInt(4) == 0;
    String access = type.kind == Kind.CLASS ? pick(ACCESS) : "public ";
    if (text) {
      drop(type, name);
      type.texts.add(name);
      type.members.put(
          name,
          "  " + access + "static final String " + name + " = \"" + random.nextInt(9) + "\";");
      return;
    }
    drop(type, name);
    type.ints.add(name);
    type.members.put(name, "  " + access + "static final int " + name + " = " + constant() + ";");
  }

  private String constant() {
    RandomType other = any();
    return random.nextInt(3) > 0 || other.ints.isEmpty()
        ? Integer.toString(random.nextInt(100))
        : other.name + "." + pick(List.copyOf(other.ints)) + " + 1";
  }

  private void member(RandomType type, String name) {
    if (type.kind == Kind.ANNOTATION) {
      return;
    }
    String access = type.kind == Kind.INTERFACE ? "default " : pick(ACCESS);
    if (access.equals("private ") && random.nextInt(3) > 0) {
      access = "public ";
    }
    String mark = random.nextInt(8) == 0 ? "  @Deprecated\n" : "";
    String list = random.nextInt(6) == 0 ? listOf(type, name, access) : "";
    type.members.put(
        name,
        list.isEmpty()
            ? mark + "  " + access + "int " + name + "() {\n    " + body() + "\n  }"
            : list);
  }

  /** What is in the list is known to its users only by way of this. */
  private String listOf(RandomType type, String name, String access) {
    String element = random.nextBoolean() ? any().name : type.name;
    return "  " + access + "List<" + element + "> " + name + "() {\n    return List.of();\n  }";
  }

  private String nested() {
    return switch (random.nextInt(4)) {
      case 0 -> "  static class N { int n = " + random.nextInt(9) + "; }";
      case 1 -> "  record N(int n) {}";
      case 2 -> "  enum N { X, Y }";
      default -> "  interface N { int n(); }";
    };
  }

  private String body() {
    RandomType other = any();
    String name = other.name;
    return switch (random.nextInt(14)) {
      case 0 -> "return " + constant() + ";";
      case 1 -> {
        RandomType some = any(Kind.CLASS);
        List<String> calls = some.methods("int");
        yield "return new " + some.name + "()." + (calls.isEmpty() ? "m0" : pick(calls)) + "();";
      }
      case 2 -> {
        RandomType some = any(Kind.ENUM);
        String labels = String.join(", ", some.constants);
        yield "return switch ("
            + some.name
            + ".values()[0]) { case "
            + labels
            + " -> "
            + constant()
            + "; };";
      }
      case 3 -> {
        RandomType some = any(Kind.ENUM);
        yield "switch (" + some.name + ".Z) { case Z: return 1; default: return 2; }";
      }
      case 4 ->
          "Object o = this; return o instanceof "
              + name
              + " t ? t.hashCode() : "
              + constant()
              + ";";
      case 5 -> "java.util.function.IntSupplier s = () -> " + constant() + "; return s.getAsInt();";
      case 6 -> "return new Object() { int f() { return " + constant() + "; } }.f();";
      case 7 -> {
        List<RandomType> some =
            types.values().stream().filter(t -> t.kind == Kind.CLASS && lists(t)).toList();
        RandomType from = some.isEmpty() ? other : pick(some);
        yield "int n = 0; for (var x : new "
            + from.name
            + "()."
            + from.methods(">").stream().findFirst().orElse("m1")
            + "()) { n += x."
            + "m"
            + random.nextInt(4)
            + "(); } return n;";
      }
      default -> literal(other);
    };
  }

  private String literal(RandomType other) {
    String name = other.name;
    return switch (8 + random.nextInt(6)) {
      case 8 -> "return new " + any(Kind.RECORD).name + "(" + constant() + ").size();";
      case 9 -> "List raw = new ArrayList(); raw.add(" + constant() + "); return raw.size();";
      case 10 -> "String s = \"\" + " + constant() + " + " + name + ".class; return s.length();";
      case 11 ->
          other.texts.isEmpty()
              ? "return " + random.nextInt(50) + ";"
              : "switch (\"\" + hashCode()) { case "
                  + name
                  + "."
                  + pick(List.copyOf(other.texts))
                  + ": return 1; default: return 2; }";
      case 12 -> "Object n = " + name + ".N.class; return n.hashCode();";
      default -> "return K" + random.nextInt(3) + ";";
    };
  }

  private static boolean lists(RandomType type) {
    return !type.methods(">").isEmpty();
  }

  private static String qualified(RandomType type) {
    return type.in + "." + type.name;
  }
}
