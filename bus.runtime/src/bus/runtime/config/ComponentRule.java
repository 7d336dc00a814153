// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.Default;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for a component of a config record that is missing or null. */
final class ComponentRule {

  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private ComponentRule() {}

  /** Returns the YAML that stands for a missing component, null if there is none. */
  static @Nullable String defaultOf(RecordComponent component) {
    Default annotation = component.getAnnotation(Default.class);
    return annotation == null ? null : annotation.value();
  }

  /** Says whether null is a value of a component. */
  static boolean acceptsNull(RecordComponent component) {
    return OPTIONALS.contains(component.getType())
        || isMarkedNullable(component)
        || isMarkedNullable(component.getAnnotatedType())
        || isMarkedNullable(component.getAccessor());
  }

  /** Says whether something bears an annotation named Nullable, whoever's it is. */
  static boolean isMarkedNullable(@Nullable AnnotatedElement element) {
    return element != null
        && Arrays.stream(element.getAnnotations())
            .map(Annotation::annotationType)
            .anyMatch(type -> type.getSimpleName().equals("Nullable"));
  }

  /** Names a default in a message. */
  static String describeDefault(RecordComponent component, String yaml) {
    return "@Default(\"%s\") of %s.%s"
        .formatted(
            Found.oneLine(yaml),
            component.getDeclaringRecord().getSimpleName(),
            component.getName());
  }
}
