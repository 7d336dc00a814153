// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import hot.codegen.java.JavaRun;
import hot.codegen.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** The elements of one run, with the questions that the rules ask. */
final class Model {

  private final JavaRun run;
  private final Trees trees;
  private final Elements elements;
  private final Types types;

  Model(JavaRun run) {
    this.run = run;
    trees = run.trees();
    elements = run.elements();
    types = run.types();
  }

  Trees trees() {
    return trees;
  }

  Types types() {
    return types;
  }

  Elements elements() {
    return elements;
  }

  /** Returns the type of this name, if it is on the class path. */
  Optional<TypeElement> find(Class<?> type) {
    return Optional.ofNullable(elements.getTypeElement(type.getName()));
  }

  /** Returns a type and all nested in it, in order of the source. */
  static List<TypeElement> withNested(TypeElement type) {
    List<TypeElement> all = new ArrayList<>(List.of(type));
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      all.addAll(withNested(nested));
    }
    return all;
  }

  Optional<AnnotationMirror> annotation(Element element, Class<?> annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      if (type.getQualifiedName().contentEquals(annotation.getName())) {
        return Optional.of(mirror);
      }
    }
    return Optional.empty();
  }

  /** Returns the value of an element of an annotation, its default if it is not given. */
  Object value(AnnotationMirror annotation, String name) {
    for (var entry : elements.getElementValuesWithDefaults(annotation).entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue().getValue();
      }
    }
    throw new IllegalArgumentException(annotation + " has no element " + name);
  }

  boolean isSubtype(TypeMirror type, Class<?> of) {
    return find(of)
        .map(found -> types.isSubtype(types.erasure(type), types.erasure(found.asType())))
        .orElse(false);
  }

  boolean is(TypeMirror type, Class<?> expected) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement())
            .getQualifiedName()
            .contentEquals(expected.getName());
  }

  /** Returns a type as one of its generic supertypes, with the arguments that it gives it. */
  Optional<DeclaredType> as(TypeMirror type, Class<?> supertype) {
    if (is(type, supertype)) {
      return Optional.of((DeclaredType) type);
    }
    if (type.getKind() != TypeKind.DECLARED && type.getKind() != TypeKind.TYPEVAR) {
      return Optional.empty();
    }
    for (TypeMirror direct : types.directSupertypes(type)) {
      Optional<DeclaredType> found = as(direct, supertype);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Says whether code of a package can name a class. */
  boolean accessibleFrom(TypeElement type, String packageName) {
    boolean inside = elements.getPackageOf(type).getQualifiedName().contentEquals(packageName);
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      boolean open = e.getModifiers().contains(Modifier.PUBLIC);
      if (e.getModifiers().contains(Modifier.PRIVATE) || (!inside && !open)) {
        return false;
      }
    }
    return true;
  }

  /** Says whether an instance can be made without one of another class. */
  static boolean isInner(TypeElement type) {
    boolean nested = type.getNestingKind().isNested();
    boolean standsAlone =
        type.getModifiers().contains(Modifier.STATIC) || type.getKind() != ElementKind.CLASS;
    return nested && !standsAlone;
  }

  void report(Problem problem) {
    run.report(problem);
  }

  void error(Element at, String message) {
    report(Diagnostic.Kind.ERROR, trees.getPath(at), message);
  }

  void warning(Element at, String message) {
    report(Diagnostic.Kind.WARNING, trees.getPath(at), message);
  }

  void error(Element at, AnnotationMirror annotation, String element, String message) {
    for (var entry : annotation.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(element)) {
        AnnotationValue value = entry.getValue();
        report(Diagnostic.Kind.ERROR, trees.getPath(at, annotation, value), message);
        return;
      }
    }
    report(Diagnostic.Kind.ERROR, trees.getPath(at, annotation), message);
  }

  private void report(Diagnostic.Kind kind, @Nullable TreePath path, String message) {
    if (path == null) {
      // It stands in a source that is not part of this run.
      run.report(kind, message);
    } else {
      trees.printMessage(kind, message, path.getLeaf(), path.getCompilationUnit());
    }
  }
}
