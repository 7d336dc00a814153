// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.RandomType.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Random edits of what a type is, seen from others: where it is, who may extend it, signatures. */
final class RandomShapes {

  private final Random random;
  private final Supplier<Collection<RandomType>> types;

  RandomShapes(Random random, Supplier<Collection<RandomType>> types) {
    this.random = random;
    this.types = types;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  String edit(RandomType type) {
    switch (random.nextInt(8)) {
      case 0 -> {
        type.in = pick(RandomTypes.PACKAGES);
        return "move " + type.name + " to " + type.in;
      }
      case 1, 2 -> {
        return seal();
      }
      case 3 -> {
        type.generic = pick(List.of("", "<X>", "<X extends Comparable<X>>"));
        return "type parameters of " + type.name;
      }
      case 4 -> {
        type.components =
            pick(List.of("(int size)", "(int size)", "(long size)", "(int size, String... more)"));
        return "components of " + type.name;
      }
      case 5 -> {
        second(type);
        return "second type of " + type.name;
      }
      case 6 -> {
        signature(type);
        return "signature in " + type.name;
      }
      default -> {
        annotate(type);
        return "annotation value of " + type.name;
      }
    }
  }

  /** Seals a type for those that extend it, or opens it again. */
  private String seal() {
    List<RandomType> parents =
        types.get().stream().filter(type -> !children(type).isEmpty()).toList();
    if (parents.isEmpty()) {
      return "nothing to seal";
    }
    RandomType parent = pick(parents);
    boolean open = parent.permits.isEmpty();
    List<RandomType> children = children(parent);
    parent.last = false;
    parent.hierarchy = open ? "sealed " : "";
    parent.permits =
        open
            ? children.stream()
                .map(child -> child.name)
                .collect(Collectors.joining(", ", " permits ", ""))
            : "";
    for (RandomType child : children) {
      boolean sealed = !child.permits.isEmpty();
      child.hierarchy = sealed ? "sealed " : open ? "non-sealed " : "";
      // Where there are no modules the types of a sealed family are in one package.
      child.in = random.nextInt(4) > 0 ? parent.in : child.in;
    }
    return (open ? "seal " : "open ") + parent.name;
  }

  private List<RandomType> children(RandomType parent) {
    return types.get().stream()
        .filter(type -> type.parent.matches(".*\\b" + parent.name + "\\b.*"))
        .toList();
  }

  /** Another type in the same file, which others in the package find all the same. */
  private void second(RandomType type) {
    String name = type.name + "X";
    type.second =
        pick(
            List.of(
                "",
                "class " + name + " { static final int K = " + random.nextInt(9) + "; int x; }\n",
                "enum " + name + " { A, B; static final int K = 1; }\n",
                "class " + name + " { static int K = 3; private int x; }\n"));
    RandomType user = pick(List.copyOf(types.get()));
    if (user.kind != Kind.ANNOTATION && !type.second.isEmpty()) {
      user.members.put("x", "  static int x() {\n    return " + name + ".K;\n  }");
      user.in = type.in;
    }
  }

  private void signature(RandomType type) {
    if (type.kind == Kind.ANNOTATION) {
      return;
    }
    String access = type.kind == Kind.INTERFACE ? "default " : "public ";
    String name = "m" + random.nextInt(4);
    type.members.put(
        name,
        "  "
            + access
            + pick(
                List.of(
                    "long " + name + "() {\n    return 1L;\n  }",
                    "int " + name + "(int... more) {\n    return more.length;\n  }",
                    "int " + name + "() throws java.io.IOException {\n    return 2;\n  }",
                    "<T extends Number> int " + name + "() {\n    T t = null;\n    return 3;\n  }",
                    "synchronized final int " + name + "() {\n    return 4;\n  }",
                    "Integer " + name + "() {\n    return 5;\n  }")));
  }

  /** The value of the annotation is the constant of another type. */
  private void annotate(RandomType type) {
    List<RandomType> annotations =
        types.get().stream().filter(one -> one.kind == Kind.ANNOTATION).toList();
    List<RandomType> constants = types.get().stream().filter(one -> !one.ints.isEmpty()).toList();
    if (!annotations.isEmpty() && !constants.isEmpty()) {
      RandomType from = pick(constants);
      String constant = from.name + "." + pick(List.copyOf(from.ints));
      type.marks = "@" + pick(annotations).name + "(" + constant + ")\n";
    }
  }
}
