// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the simple names that a source mentions. A type that is not among them can have an
 * effect on the source only through another type that is.
 */
final class MentionedNames extends TreeScanner<@Nullable Void, Set<String>> {

  private MentionedNames() {}

  static Set<String> of(CompilationUnitTree unit) {
    Set<String> names = new HashSet<>();
    new MentionedNames().scan(unit, names);
    return Set.copyOf(names);
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree tree, Set<String> names) {
    names.add(tree.getName().toString());
    return null;
  }

  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree tree, Set<String> names) {
    names.add(tree.getIdentifier().toString());
    return super.visitMemberSelect(tree, names);
  }
}
