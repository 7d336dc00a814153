// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerType;
import hot.codegen.analysis.ControllerDeclaration.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** Checks annotated controller classes against the contract of {@link ControllerType}. */
final class ControllerRules {

  private static final Pattern VERSION =
      Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}([.-][A-Za-z0-9_.-]+)?");

  /** What can stand in a manifest as it is. */
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}._/:@#+~-]+");

  private final Model model;
  private final ResolvesRules methods;

  ControllerRules(Model model) {
    this.model = model;
    this.methods = new ResolvesRules(model);
  }

  /** Returns what the class says; empty if it breaks a rule, which was reported. */
  Optional<ControllerDeclaration> check(TypeElement type, AnnotationMirror annotation) {
    if (!checkClass(type)) {
      return Optional.empty();
    }
    Optional<ControllerInfo> info = info(type, annotation);
    Optional<Constructor> constructor = constructor(type);
    Optional<List<Answer>> answers = methods.check(type);
    if (info.isEmpty() || constructor.isEmpty() || answers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ControllerDeclaration(
            TypeName.of(type),
            info.get(),
            constructor.get().config(),
            constructor.get().parameters(),
            constructor.get().throwing(),
            answers.get(),
            hasOwnHandlers(type)));
  }

  private boolean checkClass(TypeElement type) {
    List<String> wrong = new ArrayList<>();
    if (type.getKind() != ElementKind.CLASS && type.getKind() != ElementKind.RECORD) {
      wrong.add("is not a class");
    } else if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      wrong.add("is abstract; expected a class of which instances can be made");
    }
    if (Model.isInner(type)) {
      wrong.add("is an inner class; make it static");
    }
    if (!model.accessibleFrom(type, packageOf(type))) {
      wrong.add("is private or inside a private class; its factory could not see it");
    }
    if (!type.getTypeParameters().isEmpty()) {
      wrong.add("has type parameters; nobody could give them");
    }
    if (packageOf(type).isEmpty()) {
      wrong.add("is in the unnamed package; put it into a package");
    }
    if (!model.isSubtype(type.asType(), Controller.class)) {
      wrong.add("does not implement " + Controller.class.getName());
    }
    wrong.forEach(what -> model.error(type, "the controller " + type + " " + what));
    return wrong.isEmpty();
  }

  private String packageOf(Element element) {
    return model.elements().getPackageOf(element).getQualifiedName().toString();
  }

  private Optional<ControllerInfo> info(TypeElement type, AnnotationMirror annotation) {
    String id = (String) model.value(annotation, "id");
    String version = (String) model.value(annotation, "version");
    if (!ID.matcher(id).matches()) {
      model.error(
          type,
          annotation,
          "id",
          "expected a config id of letters, digits and ._/:@#+~- such as acme/mail/sender, got \""
              + id
              + "\"");
      return Optional.empty();
    }
    if (!VERSION.matcher(version).matches()) {
      String expected =
          "expected a version such as 1.0.0 (major.minor.micro, with an optional qualifier), got"
              + " \"";
      model.error(type, annotation, "version", expected + version + "\"");
      return Optional.empty();
    }
    String description = (String) model.value(annotation, "description");
    boolean exclusive = (Boolean) model.value(annotation, "exclusive");
    return Optional.of(new ControllerInfo(id, version, description, exclusive));
  }

  /** What a constructor takes. */
  private record Constructor(
      Optional<TypeName> config, List<Parameter> parameters, boolean throwing) {}

  private Optional<Constructor> constructor(TypeElement type) {
    List<ExecutableElement> all = ElementFilter.constructorsIn(type.getEnclosedElements());
    if (type.getKind() == ElementKind.INTERFACE || all.isEmpty()) {
      return Optional.empty();
    }
    if (all.size() > 1) {
      model.error(
          all.get(1),
          "the controller " + type + " has " + all.size() + " constructors; expected one");
      return Optional.empty();
    }
    ExecutableElement constructor = all.get(0);
    if (constructor.getModifiers().contains(Modifier.PRIVATE)) {
      model.error(
          constructor,
          "the constructor of the controller "
              + type
              + " is private; its factory could not call it");
      return Optional.empty();
    }
    return parameters(type, constructor);
  }

  private Optional<Constructor> parameters(TypeElement type, ExecutableElement constructor) {
    List<Parameter> parameters = new ArrayList<>();
    Optional<TypeName> config = Optional.empty();
    for (VariableElement parameter : constructor.getParameters()) {
      Optional<Parameter> kind = kind(type, parameter);
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      if (parameters.contains(kind.get())) {
        model.error(parameter, "a second parameter of this kind; expected " + expectation());
        return Optional.empty();
      }
      parameters.add(kind.get());
      if (kind.get() == Parameter.CONFIG) {
        config = Optional.of(TypeName.of(element(parameter)));
      }
    }
    return Optional.of(
        new Constructor(config, parameters, !constructor.getThrownTypes().isEmpty()));
  }

  private static TypeElement element(VariableElement parameter) {
    return (TypeElement) ((DeclaredType) parameter.asType()).asElement();
  }

  private Optional<Parameter> kind(TypeElement controller, VariableElement parameter) {
    if (model.is(parameter.asType(), ControllerContext.class)) {
      return Optional.of(Parameter.CONTEXT);
    }
    String what = "the parameter " + parameter + " has the type " + parameter.asType();
    if (!(parameter.asType() instanceof DeclaredType)
        || element(parameter).getKind() != ElementKind.RECORD) {
      model.error(parameter, what + "; expected " + expectation());
      return Optional.empty();
    }
    TypeElement config = element(parameter);
    if (!config.getTypeParameters().isEmpty()) {
      model.error(parameter, what + ", which has type parameters; expected a plain record");
      return Optional.empty();
    }
    if (!model.accessibleFrom(config, packageOf(controller))) {
      model.error(parameter, what + ", which is private; the factory could not see it");
      return Optional.empty();
    }
    return Optional.of(Parameter.CONFIG);
  }

  private static String expectation() {
    return "a config record and a " + ControllerContext.class.getName() + ", each at most once";
  }

  /** Says whether the class, or one above it, implements {@link Controller#handlers}. */
  private boolean hasOwnHandlers(TypeElement type) {
    return ElementFilter.methodsIn(model.elements().getAllMembers(type)).stream()
        .filter(method -> method.getSimpleName().contentEquals("handlers"))
        .filter(method -> method.getParameters().isEmpty())
        .map(method -> (TypeElement) method.getEnclosingElement())
        .anyMatch(in -> !in.getQualifiedName().contentEquals(Controller.class.getName()));
  }
}
