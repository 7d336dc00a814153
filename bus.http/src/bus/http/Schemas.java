// SPDX-License-Identifier: Apache-2.0
package bus.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The JSON Schemas of records, as {@link bus.http.wire.Json} writes them: each class is described
 * once, under its name, and referred to.
 */
final class Schemas {
  private static final String NULLABLE = "org.jspecify.annotations.Nullable";
  private static final Map<Class<?>, String> SIMPLE =
      Map.of(
          String.class, "string",
          int.class, "integer",
          long.class, "integer",
          Long.class, "integer",
          double.class, "number",
          boolean.class, "boolean",
          Duration.class, "number");
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;
  private final ObjectNode all = nodes.objectNode();
  private final Map<String, Class<?>> named = new HashMap<>();

  /** Returns what was described so far, by name. */
  ObjectNode all() {
    return all;
  }

  /** Returns the schema of a class. */
  ObjectNode of(Class<?> type) {
    String simple = SIMPLE.get(type);
    if (simple != null) {
      return described(nodes.objectNode().put("type", simple), type);
    }
    if (type == Instant.class) {
      return nodes.objectNode().put("type", "string").put("format", "date-time");
    }
    if (type.isEnum()) {
      ObjectNode choice = nodes.objectNode().put("type", "string");
      Arrays.stream(type.getEnumConstants())
          .forEach(c -> choice.withArray("enum").add(c.toString()));
      return choice;
    }
    if (type.isRecord()) {
      return record(type);
    }
    if (type == Object.class || JsonNode.class.isAssignableFrom(type)) {
      return nodes.objectNode();
    }
    throw new IllegalArgumentException("no schema is known for " + type);
  }

  private static ObjectNode described(ObjectNode schema, Class<?> type) {
    return type == Duration.class ? schema.put("description", "milliseconds") : schema;
  }

  private ObjectNode record(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    Class<?> other = named.putIfAbsent(name, type);
    if (other == null) {
      ObjectNode schema = all.putObject(name).put("type", "object");
      for (RecordComponent component : type.getRecordComponents()) {
        schema.withObject("/properties").set(component.getName(), of(component.getAnnotatedType()));
        schema.withArray("required").add(component.getName());
      }
    } else if (other != type) {
      throw new IllegalStateException("two records are called " + name);
    }
    return nodes.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  private ObjectNode of(AnnotatedType type) {
    ObjectNode schema =
        type instanceof AnnotatedParameterizedType generic
            ? collection(generic)
            : of((Class<?>) type.getType());
    return nullable(type) && !schema.isEmpty() ? orNull(schema) : schema;
  }

  private ObjectNode collection(AnnotatedParameterizedType type) {
    Class<?> raw = (Class<?>) ((java.lang.reflect.ParameterizedType) type.getType()).getRawType();
    AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
    ObjectNode schema = nodes.objectNode();
    if (Map.class.isAssignableFrom(raw)) {
      schema.put("type", "object").set("additionalProperties", of(arguments[1]));
    } else if (Collection.class.isAssignableFrom(raw)) {
      schema.put("type", "array").set("items", of(arguments[0]));
    } else {
      throw new IllegalArgumentException("no schema is known for " + raw);
    }
    return schema;
  }

  private ObjectNode orNull(ObjectNode schema) {
    ObjectNode either = nodes.objectNode();
    either.withArray("anyOf").add(schema).addObject().put("type", "null");
    return either;
  }

  /** By name, since the class may be another one, if the record has it from elsewhere. */
  private static boolean nullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(each -> each.annotationType().getName().equals(NULLABLE));
  }
}
