// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import bus.api.codec.CodecException;
import bus.api.codec.DirectiveCodec;
import bus.api.config.ConfigException;
import bus.api.directive.Directive;
import bus.runtime.config.DataBinder;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes directives that are records, and their values, as JSON. */
final class JsonCodec<V, D extends Directive<V>> implements DirectiveCodec<V, D> {

  private final String typeName;
  private final Class<D> directiveType;
  private final Type valueType;
  private final String valuePath;
  private final DataBinder binder = new DataBinder(true);

  JsonCodec(String typeName, Class<D> directiveType) {
    this.typeName = CodecTable.checkedName(typeName, "JSON codec of " + directiveType.getName());
    this.directiveType = directiveType;
    this.valueType = binder.parameterOf(directiveType, Directive.class);
    this.valuePath = typeName + "#value";
    if (!directiveType.isRecord()) {
      throw new IllegalArgumentException(
          "%s is no record; expected a record, or a codec of its own"
              .formatted(directiveType.getName()));
    }
    try {
      binder.check(directiveType, typeName);
      binder.check(valueType, valuePath);
    } catch (ConfigException noData) {
      throw new IllegalArgumentException(
          "%s can not be written as JSON, it needs a codec of its own: %s"
              .formatted(directiveType.getName(), noData.getMessage()));
    }
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public Class<D> directiveType() {
    return directiveType;
  }

  @Override
  public byte[] encode(D directive) {
    return write(directiveType, directive, typeName);
  }

  @Override
  public D decode(byte[] bytes) {
    return directiveType.cast(read(directiveType, bytes, typeName));
  }

  @Override
  public byte[] encodeValue(V value) {
    return write(valueType, value, valuePath);
  }

  @Override
  @SuppressWarnings("unchecked") // the directive's class says what its values are
  public V decodeValue(byte[] bytes) {
    return (V) read(valueType, bytes, valuePath);
  }

  private byte[] write(Type type, Object value, String path) {
    return JsonText.write(translated(() -> binder.write(type, value, path)), path);
  }

  private Object read(Type type, byte[] bytes, String path) {
    Object tree = JsonText.read(bytes, path);
    Object value = translated(() -> binder.read(type, tree, path));
    return Objects.requireNonNull(value);
  }

  private static @Nullable Object translated(Supplier<? extends @Nullable Object> work) {
    try {
      return work.get();
    } catch (ConfigException problem) {
      throw new CodecException(problem.path(), String.valueOf(problem.getMessage()));
    }
  }

  @Override
  public String toString() {
    return "JSON codec " + typeName;
  }
}
