// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Finds factories that a person has written. */
final class FactoryRules {

  /** No package is called that. */
  private static final String ELSEWHERE = "*";

  private static final String USABLE =
      "a public class that is not abstract, static if it is nested, with a public constructor"
          + " without parameters and without type parameters";

  private final Model model;

  FactoryRules(Model model) {
    this.model = model;
  }

  /** Returns the factory that a class is; empty if it is none that can be registered. */
  Optional<FactoryDeclaration> check(TypeElement type) {
    if (!instantiable(type) || !isFactory(type)) {
      return Optional.empty();
    }
    if (!usable(type)) {
      model.warning(
          type,
          "the factory "
              + type
              + " is not registered: expected "
              + USABLE
              + "; if others make it, name in -factories what is to be registered");
      return Optional.empty();
    }
    return Optional.of(declaration(type));
  }

  /** Returns the factory that a class is which was named; if it is none, that is an error. */
  Optional<FactoryDeclaration> require(TypeElement type) {
    if (!isFactory(type)) {
      model.error(
          type,
          type
              + " was named as a factory, but is none: expected a class that implements "
              + ControllerFactory.class.getName()
              + " or is annotated @ControllerType");
      return Optional.empty();
    }
    if (!instantiable(type) || !usable(type)) {
      model.error(
          type, "the factory " + type + " was named, but can not be made: expected " + USABLE);
      return Optional.empty();
    }
    return Optional.of(declaration(type));
  }

  private FactoryDeclaration declaration(TypeElement type) {
    return new FactoryDeclaration(TypeName.of(type), Optional.empty(), info(type));
  }

  private boolean isFactory(TypeElement type) {
    return model.isSubtype(type.asType(), ControllerFactory.class);
  }

  private static boolean instantiable(TypeElement type) {
    return (type.getKind() == ElementKind.CLASS || type.getKind() == ElementKind.RECORD)
        && !type.getModifiers().contains(Modifier.ABSTRACT);
  }

  private boolean usable(TypeElement type) {
    boolean constructor =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .anyMatch(
                one ->
                    one.getParameters().isEmpty() && one.getModifiers().contains(Modifier.PUBLIC));
    return constructor
        && model.accessibleFrom(type, ELSEWHERE)
        && !Model.isInner(type)
        && type.getTypeParameters().isEmpty();
  }

  /** Reads the identity from the source, if it stands there as constants in one place. */
  private Optional<ControllerInfo> info(TypeElement type) {
    TreePath path = model.trees().getPath(type);
    List<ControllerInfo> found = new ArrayList<>();
    int[] places = {0};
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
        look(tree.getArguments(), 4);
        return super.visitNewClass(tree, null);
      }

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree tree, @Nullable Void unused) {
        look(tree.getArguments(), 3);
        return super.visitMethodInvocation(tree, null);
      }

      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        // What is nested has an identity of its own.
        return tree == path.getLeaf() ? super.visitClass(tree, null) : null;
      }

      private void look(List<? extends ExpressionTree> arguments, int count) {
        Element called = model.trees().getElement(getCurrentPath());
        if (called == null || arguments.size() != count || !makesInfo(called)) {
          return;
        }
        places[0]++;
        constants(arguments).ifPresent(found::add);
      }

      private Optional<ControllerInfo> constants(List<? extends ExpressionTree> arguments) {
        Constants constants = new Constants(model.trees(), getCurrentPath());
        Optional<String> id = constants.text(arguments.get(0)).filter(text -> !text.isBlank());
        Optional<String> version = constants.text(arguments.get(1)).filter(text -> !text.isBlank());
        return id.flatMap(i -> version.map(v -> ControllerInfo.of(i, v, "")));
      }
    }.scan(path, null);
    return places[0] == 1 ? found.stream().findFirst() : Optional.empty();
  }

  private static boolean makesInfo(Element called) {
    boolean makes =
        called.getKind() == ElementKind.CONSTRUCTOR || called.getSimpleName().contentEquals("of");
    return makes
        && called.getEnclosingElement() instanceof TypeElement in
        && in.getQualifiedName().contentEquals(ControllerInfo.class.getName());
  }
}
