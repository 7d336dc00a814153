// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which types a component of a config record may have, and how each is named in messages. */
final class Expectation {

  private static final String INTEGER = "an integer";
  private static final String NUMBER = "a number";

  private static final Map<Class<?>, String> SCALARS =
      Map.ofEntries(
          Map.entry(Byte.class, INTEGER),
          Map.entry(Short.class, INTEGER),
          Map.entry(Integer.class, INTEGER),
          Map.entry(Long.class, INTEGER),
          Map.entry(BigInteger.class, INTEGER),
          Map.entry(OptionalInt.class, INTEGER),
          Map.entry(OptionalLong.class, INTEGER),
          Map.entry(Float.class, NUMBER),
          Map.entry(Double.class, NUMBER),
          Map.entry(BigDecimal.class, NUMBER),
          Map.entry(OptionalDouble.class, NUMBER),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(Character.class, "a single character"),
          Map.entry(String.class, "text"),
          Map.entry(Duration.class, "a duration such as 5s, 200ms, 1h30m or PT5S"),
          Map.entry(Instant.class, "an instant such as 2026-01-31T12:00:00Z"),
          Map.entry(Path.class, "a path"),
          Map.entry(URI.class, "a URI"),
          Map.entry(Object.class, "any data but null"));

  private static final Map<Class<?>, String> RANGES =
      Map.of(
          Byte.class, range(Byte.MIN_VALUE, Byte.MAX_VALUE),
          Short.class, range(Short.MIN_VALUE, Short.MAX_VALUE),
          Integer.class, range(Integer.MIN_VALUE, Integer.MAX_VALUE),
          OptionalInt.class, range(Integer.MIN_VALUE, Integer.MAX_VALUE),
          Float.class, "a number in the range of a float",
          BigDecimal.class, "a finite number");

  private static final Set<Class<?>> COLLECTIONS = Set.of(List.class, Set.class, Collection.class);

  private Expectation() {}

  /** Describes what a type takes, with the range if the value is of the right kind. */
  static String describe(JavaType type, @Nullable Object found) {
    Class<?> raw = boxed(type.getRawClass());
    if (found instanceof Number && RANGES.containsKey(raw) && isRightKind(raw, found)) {
      return RANGES.getOrDefault(raw, NUMBER);
    }
    String scalar = SCALARS.get(raw);
    if (scalar != null) {
      return scalar;
    }
    if (type.isReferenceType()) {
      return describe(type.getReferencedType(), found);
    }
    if (raw.isEnum()) {
      return "one of " + names(raw);
    }
    if (raw.isRecord()) {
      return "a map with the fields of %s (%s)"
          .formatted(raw.getSimpleName(), String.join(", ", fields(raw)));
    }
    if (raw == byte[].class) {
      return "a list of integers or !!binary data";
    }
    return type.isMapLikeType() ? "a map" : "a list";
  }

  /** Says whether a value of this type is bound from one scalar. */
  static boolean isScalar(JavaType type) {
    return (SCALARS.containsKey(boxed(type.getRawClass())) && !type.isJavaLangObject())
        || type.getRawClass().isEnum();
  }

  static boolean isList(JavaType type) {
    return type.isArrayType() || COLLECTIONS.contains(type.getRawClass());
  }

  static boolean isMap(JavaType type) {
    return type.getRawClass() == Map.class && type.getKeyType().hasRawClass(String.class);
  }

  /** Says whether a type, taken by itself, is one of data. */
  static boolean isData(JavaType type) {
    return isScalar(type)
        || isList(type)
        || isMap(type)
        || isOptional(type)
        || type.isJavaLangObject()
        || type.getRawClass().isRecord();
  }

  /** Says that a type is none of data. */
  static String noData(JavaType type) {
    return "a component can not be of type %s; expected a record, enum, scalar,"
            .formatted(type.toCanonical())
        + " Optional, List, Set, Map<String, ...>, array or Object";
  }

  /** Returns the names of the components of a record, in order. */
  static List<String> fields(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static boolean isRightKind(Class<?> raw, Object found) {
    return found instanceof Long || NUMBER.equals(SCALARS.get(raw));
  }

  private static String range(long min, long max) {
    return "an integer from " + min + " to " + max;
  }

  private static String names(Class<?> enumType) {
    return Arrays.stream(enumType.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .collect(Collectors.joining(", "));
  }

  /** Returns the class that stands for a primitive one. */
  static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** Says whether a type is the optional whose value is of another type. */
  static boolean isOptional(JavaType type) {
    return type.hasRawClass(Optional.class);
  }
}
