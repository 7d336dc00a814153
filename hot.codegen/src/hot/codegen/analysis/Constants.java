// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;

/** Reads constant strings from trees. */
record Constants(Trees trees, TreePath around) {

  /** Returns the string that an expression always is; empty if it is not known to be one. */
  Optional<String> text(ExpressionTree tree) {
    if (tree instanceof LiteralTree literal) {
      return literal.getValue() instanceof String text ? Optional.of(text) : Optional.empty();
    }
    if (tree instanceof ParenthesizedTree inside) {
      return text(inside.getExpression());
    }
    if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return text(sum.getLeftOperand())
          .flatMap(left -> text(sum.getRightOperand()).map(right -> left + right));
    }
    if (tree instanceof IdentifierTree || tree instanceof MemberSelectTree) {
      Element element = trees.getElement(new TreePath(around, tree));
      return element instanceof VariableElement variable
              && variable.getConstantValue() instanceof String text
          ? Optional.of(text)
          : Optional.empty();
    }
    return Optional.empty();
  }
}
