// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import bus.api.controller.Resolves;
import bus.api.directive.Directive;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import hot.codegen.analysis.Answer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.osgi.util.promise.Promise;

/** Checks the methods that answer directives against the contract of {@link Resolves}. */
final class ResolvesRules {

  private static final String FORMS =
      "expected a directive D (a class that implements Directive<V>) as the first parameter, and"
          + " one of V m(D), Optional<V> m(D), Promise<V> m(D), Resolver<V> m(D), void m(D, Scope,"
          + " Sink<V>)";

  private final Model model;

  ResolvesRules(Model model) {
    this.model = model;
  }

  /** Returns the methods of a class, inherited ones last; empty if one is wrong. */
  Optional<List<Answer>> check(TypeElement type) {
    List<Answer> answers = new ArrayList<>();
    boolean right = true;
    for (ExecutableElement method : methods(type)) {
      Optional<Answer> answer = check(type, method);
      answer.ifPresent(answers::add);
      right &= answer.isPresent();
    }
    return right ? Optional.of(answers) : Optional.empty();
  }

  /** Returns the marked methods, from the class upwards, without those that are overridden. */
  private List<ExecutableElement> methods(TypeElement type) {
    List<ExecutableElement> seen = new ArrayList<>();
    List<ExecutableElement> marked = new ArrayList<>();
    TypeMirror next = type.asType();
    while (next instanceof DeclaredType declared) {
      TypeElement in = (TypeElement) declared.asElement();
      for (ExecutableElement method : ElementFilter.methodsIn(in.getEnclosedElements())) {
        boolean overridden =
            seen.stream().anyMatch(lower -> model.elements().overrides(lower, method, type));
        seen.add(method);
        if (!overridden && model.annotation(method, Resolves.class).isPresent()) {
          marked.add(method);
        }
      }
      next = in.getSuperclass();
    }
    return marked;
  }

  private Optional<Answer> check(TypeElement type, ExecutableElement method) {
    String hidden = hidden(type, method);
    if (!hidden.isEmpty()) {
      return wrong(method, hidden);
    }
    if (!method.getTypeParameters().isEmpty()) {
      return wrong(method, "has type parameters");
    }
    ExecutableType seen =
        (ExecutableType) model.types().asMemberOf((DeclaredType) type.asType(), method);
    if (seen.getParameterTypes().isEmpty()) {
      return wrong(method, "has no parameter");
    }
    TypeMirror first = seen.getParameterTypes().get(0);
    Optional<DeclaredType> directive = model.as(first, Directive.class);
    String unfit = unfit(type, first, directive);
    if (!unfit.isEmpty()) {
      return wrong(method.getParameters().get(0), method, unfit);
    }
    TypeMirror value = directive.orElseThrow().getTypeArguments().get(0);
    return form(method, seen, value).flatMap(form -> checked(method, first, form));
  }

  private String hidden(TypeElement type, ExecutableElement method) {
    if (method.getModifiers().contains(Modifier.PRIVATE)) {
      return "is private; the factory could not call it";
    }
    if (method.getModifiers().contains(Modifier.STATIC)) {
      return "is static; expected an instance method";
    }
    boolean open = method.getModifiers().contains(Modifier.PUBLIC);
    boolean near =
        model.elements().getPackageOf(type).equals(model.elements().getPackageOf(method));
    return open || near ? "" : "is inherited from another package; make it public";
  }

  private String unfit(TypeElement controller, TypeMirror first, Optional<DeclaredType> directive) {
    if (!(first instanceof DeclaredType declared) || directive.isEmpty()) {
      return "takes a " + first + ", which is not a directive";
    }
    TypeElement type = (TypeElement) declared.asElement();
    if (model.is(first, Directive.class) || directive.get().getTypeArguments().isEmpty()) {
      return "takes any directive; implement handlers() for that";
    }
    if (!type.getTypeParameters().isEmpty()) {
      return "takes a directive with type parameters; implement handlers() for that";
    }
    String from = model.elements().getPackageOf(controller).getQualifiedName().toString();
    return model.accessibleFrom(type, from)
        ? ""
        : "takes a directive that is private; the factory could not see it";
  }

  private Optional<Form> form(ExecutableElement method, ExecutableType seen, TypeMirror value) {
    TypeMirror result = seen.getReturnType();
    int count = seen.getParameterTypes().size();
    if (result.getKind() == TypeKind.VOID) {
      return count == 3 ? sink(method, seen, value) : noForm(method, "returns nothing");
    }
    if (count != 1) {
      return noForm(method, "returns a value and has " + count + " parameters");
    }
    if (is(result, Optional.class) && !is(value, Optional.class)) {
      return holds(method, result, Optional.class, value, Form.OPTIONAL);
    }
    if (model.isSubtype(result, Promise.class) && !is(value, Promise.class)) {
      return holds(method, result, Promise.class, value, Form.PROMISE);
    }
    if (model.isSubtype(result, Resolver.class) && !is(value, Resolver.class)) {
      boolean exact =
          model
              .as(result, Resolver.class)
              .map(DeclaredType::getTypeArguments)
              .filter(arguments -> arguments.size() == 1)
              .filter(arguments -> model.types().isSameType(arguments.get(0), value))
              .isPresent();
      return exact ? Optional.of(Form.RESOLVER) : mismatch(method, result, value);
    }
    return model.types().isAssignable(result, value)
        ? Optional.of(Form.VALUE)
        : mismatch(method, result, value);
  }

  private boolean is(TypeMirror type, Class<?> expected) {
    return model.is(type, expected);
  }

  private Optional<Form> sink(ExecutableElement method, ExecutableType seen, TypeMirror value) {
    TypeMirror sink =
        model
            .find(Sink.class)
            .<TypeMirror>map(found -> model.types().getDeclaredType(found, value))
            .orElse(value);
    boolean right =
        model.is(seen.getParameterTypes().get(1), Scope.class)
            && model.types().isAssignable(sink, seen.getParameterTypes().get(2));
    return right
        ? Optional.of(Form.SINK)
        : noForm(method, "does not take a Scope and then a Sink<" + value + ">");
  }

  private Optional<Form> holds(
      ExecutableElement method, TypeMirror result, Class<?> of, TypeMirror value, Form form) {
    boolean right =
        model
            .as(result, of)
            .map(DeclaredType::getTypeArguments)
            .filter(arguments -> arguments.size() == 1)
            .filter(arguments -> model.types().isAssignable(arguments.get(0), value))
            .isPresent();
    return right ? Optional.of(form) : mismatch(method, result, value);
  }

  private Optional<Form> mismatch(ExecutableElement method, TypeMirror result, TypeMirror value) {
    return noForm(method, "returns " + result + ", but the values of its directive are " + value);
  }

  private Optional<Form> noForm(ExecutableElement method, String what) {
    wrong(method, what);
    return Optional.empty();
  }

  private Optional<Answer> checked(ExecutableElement method, TypeMirror directive, Form form) {
    AnnotationMirror annotation = model.annotation(method, Resolves.class).orElseThrow();
    boolean inline = (Boolean) model.value(annotation, "inline");
    if (inline && form != Form.VALUE && form != Form.OPTIONAL) {
      String message = "inline is only for methods that return a value or an Optional";
      model.error(method, annotation, "inline", message);
      return Optional.empty();
    }
    TypeName name = TypeName.of((TypeElement) ((DeclaredType) directive).asElement());
    return Optional.of(new Answer(form, inline, name, method.getSimpleName().toString()));
  }

  private Optional<Answer> wrong(ExecutableElement method, String what) {
    model.error(
        method, "the resolving method " + method.getSimpleName() + " " + what + "; " + FORMS);
    return Optional.empty();
  }

  private Optional<Answer> wrong(VariableElement at, ExecutableElement method, String what) {
    model.error(at, "the resolving method " + method.getSimpleName() + " " + what + "; " + FORMS);
    return Optional.empty();
  }
}
