// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import bus.api.controller.ControllerInfo;
import java.util.List;
import java.util.Optional;

/**
 * An annotated controller class, for which a factory is written.
 *
 * @param type the class
 * @param info its identity
 * @param config its settings; empty if it has none
 * @param parameters what its constructor takes
 * @param throwing whether its constructor throws checked exceptions
 * @param answers the methods that answer directives
 * @param ownHandlers whether it says itself what handlers it has
 */
public record ControllerDeclaration(
    TypeName type,
    ControllerInfo info,
    Optional<TypeName> config,
    List<Parameter> parameters,
    boolean throwing,
    List<Answer> answers,
    boolean ownHandlers) {

  /** Copies the lists. */
  public ControllerDeclaration {
    parameters = List.copyOf(parameters);
    answers = List.copyOf(answers);
  }

  /** What a constructor may take. */
  public enum Parameter {
    /** The settings. */
    CONFIG,
    /** What the controller works with. */
    CONTEXT
  }

  /**
   * Names the factory that is written for it.
   *
   * @return a class beside it
   */
  public TypeName factory() {
    return factoryOf(type);
  }

  static TypeName factoryOf(TypeName controller) {
    return TypeName.of(
        controller.packageName(), String.join("", controller.simpleNames()) + "Factory");
  }
}
