// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns configured data into a tree that fits a config record in shape: no field is unknown,
 * required ones are there, missing ones have their default. What each scalar is worth is left to
 * Jackson. Used for one binding.
 */
final class TreeFiller {

  private static final int MAX_DEPTH = 200;

  private final JsonNodeFactory nodes = JsonNodeFactory.instance;
  private final Map<String, String> defaults = new HashMap<>();
  private final TypeFactory types;
  private final boolean binaryAsText;
  private int depth;

  /** Creates one that takes binary data as it is, or as text in Base64. */
  TreeFiller(TypeFactory types, boolean binaryAsText) {
    this.types = types;
    this.binaryAsText = binaryAsText;
  }

  /** Fills a tree for any type of data; the value must be there. */
  JsonNode fillRoot(JavaType type, @Nullable Object value, String path) {
    return fill(type, null, Expectation.isOptional(type), value, path);
  }

  /** Fills a tree for a record. */
  JsonNode fillRecord(JavaType type, @Nullable Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      throw mismatch(type, value, path);
    }
    RecordComponent[] components = type.getRawClass().getRecordComponents();
    List<String> known = Expectation.fields(type.getRawClass());
    for (Object name : map.keySet()) {
      if (!known.contains(name)) {
        throw problem(path, NearestName.unknownField(String.valueOf(name), known));
      }
    }
    ObjectNode filled = nodes.objectNode();
    for (RecordComponent component : components) {
      filled.set(component.getName(), fillComponent(type, component, map, path));
    }
    return filled;
  }

  private JsonNode fillComponent(
      JavaType owner, RecordComponent component, Map<?, ?> map, String parent) {
    String path = Place.field(parent, component.getName());
    JavaType type = types.resolveMemberType(component.getGenericType(), owner.getBindings());
    boolean acceptsNull = ComponentRule.acceptsNull(component);
    Object value = map.get(component.getName());
    if (!map.containsKey(component.getName())) {
      String yaml = ComponentRule.defaultOf(component);
      if (yaml != null) {
        value = parseDefault(component, yaml, path);
      } else if (!acceptsNull) {
        requireSupported(type, path);
        throw problem(path, "missing; expected " + Expectation.describe(type, null));
      }
    }
    return fill(type, component.getAnnotatedType(), acceptsNull, value, path);
  }

  private @Nullable Object parseDefault(RecordComponent component, String yaml, String path) {
    String description = ComponentRule.describeDefault(component, yaml);
    try {
      Object value = YamlConfigReader.parse(yaml);
      defaults.put(path, description);
      return value;
    } catch (ConfigException malformed) {
      throw problem(path, description + " is not YAML: " + malformed.getMessage());
    }
  }

  private JsonNode fill(
      JavaType type,
      @Nullable AnnotatedType annotated,
      boolean acceptsNull,
      @Nullable Object value,
      String path) {
    requireSupported(type, path);
    if (value == null) {
      if (acceptsNull) {
        return nodes.nullNode();
      }
      throw mismatch(type, null, path);
    }
    if (++depth > MAX_DEPTH) {
      throw problem(path, "nested too deeply; expected at most " + MAX_DEPTH + " levels");
    }
    JsonNode filled = fillPresent(type, annotated, value, path);
    depth--;
    return filled;
  }

  private JsonNode fillPresent(
      JavaType type, @Nullable AnnotatedType annotated, Object value, String path) {
    if (type.getRawClass().isRecord()) {
      return fillRecord(type, value, path);
    }
    if (Expectation.isOptional(type)) {
      return fill(type.getReferencedType(), argument(annotated, 0), false, value, path);
    }
    if (type.isJavaLangObject()) {
      return nodes.pojoNode(value);
    }
    if (type.hasRawClass(byte[].class) && value instanceof byte[] bytes) {
      return nodes.binaryNode(bytes);
    }
    if (type.hasRawClass(byte[].class) && binaryAsText) {
      return decoded(value, path);
    }
    if (Expectation.isList(type)) {
      return fillList(type, annotated, value, path);
    }
    return Expectation.isMap(type)
        ? fillMap(type, annotated, value, path)
        : scalar(type, value, path);
  }

  private JsonNode decoded(Object value, String path) {
    try {
      if (value instanceof String text) {
        return nodes.binaryNode(Base64.getDecoder().decode(text));
      }
    } catch (IllegalArgumentException notBase64) {
      throw problem(path, "expected binary data in Base64: " + notBase64.getMessage());
    }
    throw problem(path, "expected binary data in Base64, found " + Found.describe(value));
  }

  private JsonNode fillList(
      JavaType type, @Nullable AnnotatedType annotated, Object value, String path) {
    if (!(value instanceof List<?> items)) {
      throw mismatch(type, value, path);
    }
    AnnotatedType element = argument(annotated, 0);
    ArrayNode filled = nodes.arrayNode(items.size());
    for (Object item : items) {
      String place = Place.item(path, filled.size());
      filled.add(fillElement(type.getContentType(), element, item, place));
    }
    return filled;
  }

  private JsonNode fillMap(
      JavaType type, @Nullable AnnotatedType annotated, Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      throw mismatch(type, value, path);
    }
    AnnotatedType element = argument(annotated, 1);
    ObjectNode filled = nodes.objectNode();
    map.forEach(
        (key, item) -> {
          String name = String.valueOf(key);
          String place = Place.field(path, name);
          filled.set(name, fillElement(type.getContentType(), element, item, place));
        });
    return filled;
  }

  private JsonNode fillElement(
      JavaType type, @Nullable AnnotatedType annotated, @Nullable Object value, String path) {
    boolean acceptsNull =
        Expectation.isOptional(type)
            || type.isJavaLangObject()
            || ComponentRule.isMarkedNullable(annotated);
    return fill(type, annotated, acceptsNull, value, path);
  }

  private JsonNode scalar(JavaType type, Object value, String path) {
    if (isLetThroughByJackson(Expectation.boxed(type.getRawClass()), value)) {
      throw mismatch(type, value, path);
    }
    if (value instanceof Long number) {
      return nodes.numberNode(number.longValue());
    }
    if (value instanceof Double number) {
      return nodes.numberNode(number.doubleValue());
    }
    if (value instanceof BigInteger number) {
      return nodes.numberNode(number);
    }
    if (value instanceof BigDecimal number) {
      return nodes.numberNode(number);
    }
    if (value instanceof Boolean bool) {
      return nodes.booleanNode(bool);
    }
    if (value instanceof String text) {
      return nodes.textNode(text);
    }
    throw mismatch(type, value, path);
  }

  /** Names the silent conversions that no feature of Jackson turns off. */
  private static boolean isLetThroughByJackson(Class<?> type, Object value) {
    if (type == Byte.class) {
      return value instanceof Long number && number.byteValue() != number;
    }
    if (type == Float.class) {
      return value instanceof Double number
          && Double.isFinite(number)
          && Float.isInfinite(number.floatValue());
    }
    return type == Character.class && !(value instanceof String text && text.length() == 1);
  }

  private void requireSupported(JavaType type, String path) {
    if (!Expectation.isData(type)) {
      throw problem(path, Expectation.noData(type));
    }
  }

  private static @Nullable AnnotatedType argument(@Nullable AnnotatedType type, int index) {
    if (type instanceof AnnotatedArrayType array) {
      return array.getAnnotatedGenericComponentType();
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
      return index < arguments.length ? arguments[index] : null;
    }
    return null;
  }

  /** Makes the exception for a value that is not what a type takes. */
  ConfigException mismatch(JavaType type, @Nullable Object value, String path) {
    String expected = Expectation.describe(type, value);
    return problem(path, "expected " + expected + ", found " + Found.describe(value));
  }

  /** Makes an exception; one about a default says so. */
  ConfigException problem(String path, String text) {
    String origin =
        defaults.entrySet().stream()
            .filter(entry -> Place.isAtOrBelow(path, entry.getKey()))
            .map(entry -> ", from " + entry.getValue())
            .findFirst()
            .orElse("");
    return new ConfigException(path, Place.prefix(path) + text + origin);
  }
}
