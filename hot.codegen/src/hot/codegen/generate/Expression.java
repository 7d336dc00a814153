// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import java.util.List;
import java.util.stream.Collectors;

/** An expression that knows how to be laid out on lines of at most 100 columns. */
sealed interface Expression {

  int WIDTH = 100;
  int STEP = 4;

  /** Returns the expression on one line. */
  String flat();

  /** Returns the expression on as many lines as it needs. */
  String broken(int indent, int after);

  /**
   * Lays out the expression.
   *
   * @param column where it begins
   * @param indent the indentation of the line that it begins on
   * @param after how many characters follow it on its last line
   */
  default String at(int column, int indent, int after) {
    String flat = flat();
    return column + flat.length() + after <= WIDTH ? flat : broken(indent, after);
  }

  /** What cannot be broken. */
  record Word(String flat) implements Expression {
    @Override
    public String broken(int indent, int after) {
      return flat;
    }
  }

  /** A string literal, which is broken between words. */
  record Text(String content) implements Expression {

    @Override
    public String flat() {
      return Literals.quote(content);
    }

    @Override
    public String broken(int indent, int after) {
      return Literals.quoteOnLines(content, indent, WIDTH - after);
    }
  }

  /** A call: what is called, without the parenthesis, and arguments. */
  record Call(String called, List<Expression> arguments) implements Expression {

    static Call of(String called, Expression... arguments) {
      return new Call(called, List.of(arguments));
    }

    @Override
    public String flat() {
      return called + joined() + ")";
    }

    private String joined() {
      return "(" + arguments.stream().map(Expression::flat).collect(Collectors.joining(", "));
    }

    @Override
    public String broken(int indent, int after) {
      int inner = indent + STEP;
      String line = arguments.stream().map(Expression::flat).collect(Collectors.joining(", "));
      if (inner + line.length() + 1 + after <= WIDTH) {
        return called + "(\n" + " ".repeat(inner) + line + ")";
      }
      StringBuilder lines = new StringBuilder(called).append('(');
      for (int i = 0; i < arguments.size(); i++) {
        boolean last = i == arguments.size() - 1;
        int follows = last ? 1 + after : 1;
        lines.append('\n').append(" ".repeat(inner));
        lines.append(arguments.get(i).at(inner, inner, follows)).append(last ? ")" : ",");
      }
      return lines.toString();
    }
  }

  /** A type with arguments. */
  record Generic(String type, List<String> arguments) implements Expression {

    @Override
    public String flat() {
      return type + "<" + String.join(", ", arguments) + ">";
    }

    @Override
    public String broken(int indent, int after) {
      String line = "\n" + " ".repeat(indent + STEP);
      return type + "<" + line + String.join("," + line, arguments) + ">";
    }
  }

  /** A lambda with an expression as its body. */
  record Lambda(String parameters, Expression body) implements Expression {

    @Override
    public String flat() {
      return parameters + " -> " + body.flat();
    }

    @Override
    public String broken(int indent, int after) {
      int inner = indent + STEP;
      String start = parameters + " ->\n" + " ".repeat(inner);
      return start + body.at(inner, inner, after);
    }
  }

  /** Calls one upon the other, broken before the dots. */
  record Chain(String start, List<String> calls) implements Expression {

    @Override
    public String flat() {
      return start + String.join("", calls);
    }

    @Override
    public String broken(int indent, int after) {
      String line = "\n" + " ".repeat(indent + STEP);
      return start + line + String.join(line, calls);
    }
  }
}
