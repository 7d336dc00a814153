// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands where Jackson failed.
 *
 * @param type what should have been bound there
 * @param value what the data has there
 * @param path where that is
 */
record Position(JavaType type, @Nullable Object value, String path) {

  /** Follows the steps of a Jackson exception from the root. */
  static Position find(
      TypeFactory types, JavaType root, JsonNode tree, String rootPath, List<Reference> steps) {
    JavaType type = root;
    JsonNode node = tree;
    String path = rootPath;
    for (Reference step : steps) {
      JavaType owner = Expectation.isOptional(type) ? type.getReferencedType() : type;
      String name = step.getFieldName();
      if (name == null) {
        type = owner.getContentType();
        node = node.path(step.getIndex());
        path = Place.item(path, step.getIndex());
      } else {
        type = owner.isMapLikeType() ? owner.getContentType() : component(types, owner, name);
        node = node.path(name);
        path = Place.field(path, name);
      }
    }
    return new Position(type, plain(node), path);
  }

  private static JavaType component(TypeFactory types, JavaType owner, String name) {
    return Arrays.stream(owner.getRawClass().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst()
        .map(RecordComponent::getGenericType)
        .map(type -> types.resolveMemberType(type, owner.getBindings()))
        .orElse(owner);
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.isTextual() ? node.textValue() : node.toString();
  }
}
