// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerType;
import bus.api.controller.Resolves;
import hot.codegen.java.JavaRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Finds controllers and factories among the types of a run; what is wrong becomes its problem. */
public final class Analyser {

  private final Model model;
  private final ControllerRules controllers;
  private final FactoryRules factories;

  /**
   * Creates an analyser.
   *
   * @param run a run that was analysed without an error
   */
  public Analyser(JavaRun run) {
    model = new Model(run);
    controllers = new ControllerRules(model);
    factories = new FactoryRules(model);
  }

  /**
   * Looks at types.
   *
   * @param types the top-level types of the sources
   * @param listed says of which types the factories are registered
   * @param named the factories to register; if there are any, only these are, listed or not
   * @return what was found and is right
   */
  public Analysis analyse(
      List<TypeElement> types, Predicate<TypeElement> listed, Collection<NamedFactory> named) {
    Set<String> names = new TreeSet<>();
    types.forEach(type -> names.add(type.getQualifiedName().toString()));
    Set<String> wanted =
        named.stream().map(NamedFactory::type).collect(Collectors.toCollection(TreeSet::new));
    List<ControllerDeclaration> declared = new ArrayList<>();
    List<FactoryDeclaration> written = new ArrayList<>();
    Map<String, TypeElement> ids = new HashMap<>();
    for (TypeElement top : types) {
      for (TypeElement type : candidates(top, listed, wanted)) {
        Optional<AnnotationMirror> annotation = model.annotation(type, ControllerType.class);
        if (annotation.isPresent()) {
          controllers
              .check(type, annotation.get())
              .filter(found -> isFree(found, type, names))
              .filter(found -> isNew(found.info().id(), type, annotation.get(), ids))
              .ifPresent(declared::add);
        } else if (!wanted.isEmpty()) {
          factories.require(type).ifPresent(written::add);
        } else {
          warnOfIdle(type);
          factories.check(type).ifPresent(written::add);
        }
      }
    }
    written.forEach(factory -> checkId(factory, ids));
    return new Analysis(sorted(declared), all(declared, written), names);
  }

  /** Returns what may have a factory: all types of a listed source, or those that were named. */
  private static List<TypeElement> candidates(
      TypeElement top, Predicate<TypeElement> listed, Set<String> wanted) {
    if (wanted.isEmpty()) {
      return listed.test(top) ? Model.withNested(top) : List.of();
    }
    return Model.withNested(top).stream()
        .filter(
            type ->
                wanted.contains(type.getQualifiedName().toString())
                    || wanted.contains(
                        ControllerDeclaration.factoryOf(TypeName.of(type)).qualified()))
        .toList();
  }

  /**
   * Reports the named factories that are in none of the sources.
   *
   * @param types the top-level types of all sources
   * @param named the factories to register
   */
  public void refuseMissing(List<TypeElement> types, Collection<NamedFactory> named) {
    for (NamedFactory one : named) {
      boolean there =
          types.stream()
              .anyMatch(top -> !candidates(top, t -> false, Set.of(one.type())).isEmpty());
      if (!there) {
        model.report(
            one.error(
                "no source of the plugin has the class "
                    + one.type()
                    + ", which was named to be registered as a factory"));
      }
    }
  }

  /** Two factories for one config id would fight. */
  private boolean isNew(
      String id, TypeElement type, AnnotationMirror annotation, Map<String, TypeElement> ids) {
    TypeElement first = ids.putIfAbsent(id, type);
    if (first != null) {
      model.error(type, annotation, "id", "the config id " + id + " is that of " + first + " too");
    }
    return first == null;
  }

  private void checkId(FactoryDeclaration factory, Map<String, TypeElement> ids) {
    TypeElement type = model.elements().getTypeElement(factory.type().qualified());
    if (factory.info().isPresent() && type != null) {
      String id = factory.info().get().id();
      TypeElement first = ids.putIfAbsent(id, type);
      if (first != null) {
        model.error(type, "the config id " + id + " is that of " + first + " too");
      }
    }
  }

  private boolean isFree(ControllerDeclaration found, TypeElement type, Set<String> names) {
    String factory = found.factory().qualified();
    boolean free = !names.contains(factory);
    if (!free) {
      model.error(
          type,
          "the factory of this controller would be called "
              + factory
              + ", and there is such a class");
    }
    return free;
  }

  /** A marked method that no factory will ever offer is a mistake. */
  private void warnOfIdle(TypeElement type) {
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      return;
    }
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (model.annotation(method, Resolves.class).isPresent()) {
        model.warning(
            method,
            "@Resolves has no effect here: "
                + type
                + " is not annotated @"
                + ControllerType.class.getSimpleName());
      }
    }
  }

  private static List<ControllerDeclaration> sorted(List<ControllerDeclaration> declared) {
    return declared.stream().sorted(Comparator.comparing(ControllerDeclaration::type)).toList();
  }

  private static List<FactoryDeclaration> all(
      List<ControllerDeclaration> declared, List<FactoryDeclaration> written) {
    List<FactoryDeclaration> all = new ArrayList<>(written);
    for (ControllerDeclaration controller : declared) {
      all.add(
          new FactoryDeclaration(
              controller.factory(),
              Optional.of(controller.type()),
              Optional.of(controller.info())));
    }
    all.sort(Comparator.comparing(FactoryDeclaration::type));
    return all;
  }

  /**
   * Says what a plugin must have.
   *
   * @return what was looked for
   */
  public static String expectation() {
    return "expected a class annotated @"
        + ControllerType.class.getName()
        + ", or a public class with a public constructor without parameters that implements "
        + ControllerFactory.class.getName();
  }
}
