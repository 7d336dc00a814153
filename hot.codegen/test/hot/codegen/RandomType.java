// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A type as it will be written. */
final class RandomType {
  String in;
  final Kind kind;
  String name;
  String parent = "";
  String marks = "";
  String imports = "";
  String hierarchy = "";
  String permits = "";
  String generic = "";
  String components = "(int size)";
  String second = "";
  boolean open = true;
  boolean last;
  final Set<String> ints = new LinkedHashSet<>();
  final Set<String> texts = new LinkedHashSet<>();
  final Set<String> constants = new LinkedHashSet<>();
  final Map<String, String> members = new LinkedHashMap<>();

  RandomType(String in, Kind kind, String name) {
    this.in = in;
    this.kind = kind;
    this.name = name;
  }

  RandomType copy() {
    RandomType copy = new RandomType(in, kind, name);
    copy.parent = parent;
    copy.marks = marks;
    copy.imports = imports;
    copy.hierarchy = hierarchy;
    copy.permits = permits;
    copy.generic = generic;
    copy.components = components;
    copy.second = second;
    copy.open = open;
    copy.last = last;
    copy.ints.addAll(ints);
    copy.texts.addAll(texts);
    copy.constants.addAll(constants);
    copy.members.putAll(members);
    return copy;
  }

  /** Returns the methods without parameters that give a number, or a list. */
  List<String> methods(String result) {
    return members.entrySet().stream()
        .filter(member -> member.getValue().contains(result + " " + member.getKey() + "()"))
        .map(Map.Entry::getKey)
        .toList();
  }

  String source() {
    String what =
        switch (kind) {
          case CLASS ->
              (last ? "final " : hierarchy) + "class " + name + generic + parent + permits;
          case INTERFACE -> hierarchy + "interface " + name + generic + parent + permits;
          case ENUM -> "enum " + name;
          case RECORD -> "record " + name + generic + components + parent;
          case ANNOTATION -> "@interface " + name;
        };
    String head = kind == Kind.ENUM ? String.join(", ", constants) + ";\n" : "";
    return "package "
        + in
        + ";\n\nimport java.util.*;\nimport p.a.*;\nimport p.b.*;\nimport p.c.*;\n"
        + imports
        + "\n"
        + marks
        + (open ? "public " : "")
        + what
        + " {\n"
        + head
        + String.join("\n", members.values())
        + "\n}\n"
        + second;
  }

  enum Kind {
    CLASS,
    INTERFACE,
    ENUM,
    RECORD,
    ANNOTATION
  }
}
