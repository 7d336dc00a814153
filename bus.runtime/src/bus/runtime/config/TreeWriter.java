// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import bus.api.config.DataTree;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns records and other data types into plain data that {@link TreeFiller} takes. Used for one
 * writing.
 *
 * <p>Fields stand in the order of the components, entries of maps in that of their keys, members of
 * sets in that of their text.
 */
final class TreeWriter {

  private static final int MAX_DEPTH = 200;

  private final TypeFactory types;
  private int depth;

  TreeWriter(TypeFactory types) {
    this.types = types;
  }

  /** Writes a value of a type; null stands for an empty optional. */
  @Nullable Object writeRoot(JavaType type, Object value, String path) {
    return orNull(type, value, Expectation.isOptional(type), path);
  }

  private Object write(JavaType type, Object value, String path) {
    if (!Expectation.isData(type)) {
      throw problem(path, Expectation.noData(type));
    }
    if (++depth > MAX_DEPTH) {
      throw problem(path, "nested too deeply; expected at most " + MAX_DEPTH + " levels");
    }
    Object written = writePresent(type, value, path);
    depth--;
    return written;
  }

  private Object writePresent(JavaType type, Object value, String path) {
    if (type.isJavaLangObject()) {
      return plain(value, path);
    }
    if (!Expectation.boxed(type.getRawClass()).isInstance(value)) {
      throw problem(
          path,
          "expected %s, found an object of %s"
              .formatted(Expectation.describe(type, null), value.getClass().getName()));
    }
    if (type.getRawClass().isRecord()) {
      return record(type, value, path);
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (Expectation.isList(type)) {
      return list(type, value, path);
    }
    return Expectation.isMap(type) ? map(type, (Map<?, ?>) value, path) : scalar(value, path);
  }

  private static Object plain(Object value, String path) {
    try {
      Object copy = DataTree.copyOf(value);
      if (copy == null || copy instanceof byte[]) {
        throw new IllegalArgumentException("binary data must have the type byte[]");
      }
      return copy;
    } catch (IllegalArgumentException notPlain) {
      throw problem(path, String.valueOf(notPlain.getMessage()));
    }
  }

  private Map<String, @Nullable Object> record(JavaType type, Object value, String path) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : type.getRawClass().getRecordComponents()) {
      String place = Place.field(path, component.getName());
      JavaType part = types.resolveMemberType(component.getGenericType(), type.getBindings());
      Object read = read(component, value, place);
      fields.put(
          component.getName(), orNull(part, read, ComponentRule.acceptsNull(component), place));
    }
    return fields;
  }

  private static @Nullable Object read(RecordComponent component, Object record, String path) {
    Method accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (InvocationTargetException failed) {
      throw problem(path, "its accessor failed: " + failed.getCause());
    } catch (ReflectiveOperationException | RuntimeException closed) {
      throw problem(path, "can not be read: " + closed);
    }
  }

  /** Null stands for what is absent, where that can be read back. */
  private @Nullable Object orNull(
      JavaType type, @Nullable Object value, boolean acceptsNull, String path) {
    Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    JavaType inner = Expectation.isOptional(type) ? type.getReferencedType() : type;
    if (isEmptyNumber(present)) {
      present = null;
    }
    if (present != null) {
      return write(inner, present, path);
    }
    if (!acceptsNull || (value == null && type.isReferenceType())) {
      throw problem(path, "expected " + Expectation.describe(type, null) + ", found null");
    }
    return null;
  }

  private static boolean isEmptyNumber(@Nullable Object value) {
    return (value instanceof OptionalInt whole && whole.isEmpty())
        || (value instanceof OptionalLong big && big.isEmpty())
        || (value instanceof OptionalDouble number && number.isEmpty());
  }

  private List<@Nullable Object> list(JavaType type, Object value, String path) {
    List<@Nullable Object> items = new ArrayList<>();
    if (value instanceof Collection<?> collection) {
      collection.forEach(item -> items.add(element(type, item, Place.item(path, items.size()))));
    } else {
      for (int i = 0; i < Array.getLength(value); i++) {
        items.add(element(type, Array.get(value, i), Place.item(path, i)));
      }
    }
    if (value instanceof Set<?>) {
      items.sort(Comparator.comparing(String::valueOf));
    }
    return items;
  }

  private Map<String, @Nullable Object> map(JavaType type, Map<?, ?> map, String path) {
    Map<String, @Nullable Object> entries = new TreeMap<>();
    map.forEach(
        (key, item) -> {
          if (!(key instanceof String name)) {
            throw problem(path, "has a key that is not text: " + Found.describe(key));
          }
          entries.put(name, element(type, item, Place.field(path, name)));
        });
    return entries;
  }

  private @Nullable Object element(JavaType container, @Nullable Object item, String path) {
    JavaType type = container.getContentType();
    return orNull(type, item, Expectation.isOptional(type), path);
  }

  private static Object scalar(Object value, String path) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (!Double.isFinite(number)) {
        throw problem(path, "expected a finite number, found " + number);
      }
      return number;
    }
    if (value instanceof OptionalInt whole) {
      return (long) whole.getAsInt();
    }
    if (value instanceof OptionalLong big) {
      return big.getAsLong();
    }
    if (value instanceof OptionalDouble number) {
      return scalar(number.getAsDouble(), path);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  private static ConfigException problem(String path, String text) {
    return new ConfigException(path, Place.prefix(path) + Found.oneLine(text));
  }
}
