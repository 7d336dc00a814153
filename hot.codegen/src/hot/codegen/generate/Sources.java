// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import hot.codegen.analysis.TypeName;
import hot.codegen.module.SourceTree;

/** The parts that generated sources share. */
final class Sources {

  private static final int MEMBER = 2;
  private static final int STATEMENT = 4;

  private Sources() {}

  static GeneratedSource source(TypeName type, String text) {
    return new GeneratedSource(type.topLevel().replace('.', '/') + ".java", text);
  }

  static String head(String packageName, Imports imports) {
    String lines = imports.lines();
    return SourceTree.GENERATED_MARK
        + "\npackage "
        + packageName
        + ";\n\n"
        + lines
        + (lines.isEmpty() ? "" : "\n");
  }

  /** A class declaration, up to the blank line before the first member. */
  static String declaration(String start, String word, Expression supertype) {
    String line = start + " " + word + " " + supertype.flat() + " {";
    if (line.length() <= Expression.WIDTH) {
      return line + "\n\n";
    }
    int indent = Expression.STEP;
    String broken = supertype.at(indent + word.length() + 1, indent, 2);
    return start + "\n" + " ".repeat(indent) + word + " " + broken + " {\n\n";
  }

  /** A method without parameters that returns an expression. */
  static String getter(String type, String name, Expression result) {
    String line = " ".repeat(MEMBER) + "public " + type;
    boolean fits = line.length() + name.length() + " () {".length() <= Expression.WIDTH;
    String gap = fits ? " " : "\n" + " ".repeat(MEMBER + Expression.STEP);
    return "  @Override\n" + line + gap + name + "() {\n" + statement("return ", result) + "  }\n";
  }

  /** A field and its value. */
  static String assignment(String declaration, Expression value) {
    int after = 1;
    String start = " ".repeat(MEMBER) + declaration + " =";
    String line = start + " " + value.flat() + ";";
    if (line.length() <= Expression.WIDTH) {
      return line + "\n";
    }
    int indent = MEMBER + Expression.STEP;
    return start + "\n" + " ".repeat(indent) + value.at(indent, indent, after) + ";\n";
  }

  /** The head of a method, and what it throws. */
  static String signature(Expression head, String thrown) {
    String end = (thrown.isEmpty() ? "" : " " + thrown) + " {";
    String line = " ".repeat(MEMBER) + head.flat() + end;
    if (line.length() <= Expression.WIDTH) {
      return line + "\n";
    }
    String parameters = " ".repeat(MEMBER) + head.flat();
    String next = "\n" + " ".repeat(MEMBER + Expression.STEP) + thrown + " {\n";
    if (!thrown.isEmpty() && parameters.length() <= Expression.WIDTH) {
      return parameters + next;
    }
    String broken = " ".repeat(MEMBER) + head.broken(MEMBER, end.length());
    boolean onePerLine = broken.lines().count() > 2;
    return broken + (onePerLine && !thrown.isEmpty() ? next : end + "\n");
  }

  /** A statement of one expression after a start such as {@code return}. */
  static String statement(String start, Expression expression) {
    int column = STATEMENT + start.length();
    boolean assigns = start.endsWith("= ");
    String line = " ".repeat(STATEMENT) + start;
    if (assigns && column + expression.flat().length() + 1 > Expression.WIDTH) {
      int indent = STATEMENT + Expression.STEP;
      return line.stripTrailing()
          + "\n"
          + " ".repeat(indent)
          + expression.at(indent, indent, 1)
          + ";\n";
    }
    return line + expression.at(column, STATEMENT, 1) + ";\n";
  }
}
