// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

/** Looks through a type for parts that are not data. Used once. */
final class TypeCheck {

  private final TypeFactory types;
  private final Set<JavaType> seen = new HashSet<>();

  TypeCheck(TypeFactory types) {
    this.types = types;
  }

  void check(JavaType type, String path) {
    if (!seen.add(type)) {
      return;
    }
    if (!Expectation.isData(type)) {
      throw new ConfigException(path, Place.prefix(path) + Expectation.noData(type));
    }
    if (type.getRawClass().isRecord()) {
      for (RecordComponent component : type.getRawClass().getRecordComponents()) {
        check(
            types.resolveMemberType(component.getGenericType(), type.getBindings()),
            Place.field(path, component.getName()));
      }
    } else if (Expectation.isOptional(type)) {
      JavaType inner = type.getReferencedType();
      if (Expectation.isOptional(inner)) {
        throw new ConfigException(
            path, Place.prefix(path) + "an Optional inside an Optional can not be told from it");
      }
      check(inner, path);
    } else if (Expectation.isList(type) || Expectation.isMap(type)) {
      check(type.getContentType(), Place.element(path));
    }
  }
}
