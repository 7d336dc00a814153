// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the lists, sets and maps of a config record unmodifiable. */
final class UnmodifiableModifier extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  public JsonDeserializer<?> modifyCollectionDeserializer(
      DeserializationConfig config,
      CollectionType type,
      BeanDescription description,
      JsonDeserializer<?> deserializer) {
    return new Unmodifiable(deserializer);
  }

  @Override
  public JsonDeserializer<?> modifyMapDeserializer(
      DeserializationConfig config,
      MapType type,
      BeanDescription description,
      JsonDeserializer<?> deserializer) {
    return new Unmodifiable(deserializer);
  }

  private static final class Unmodifiable extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    Unmodifiable(JsonDeserializer<?> delegatee) {
      super(delegatee);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegatee) {
      return new Unmodifiable(delegatee);
    }

    @Override
    public @Nullable Object deserialize(JsonParser input, DeserializationContext context)
        throws IOException {
      Object value = super.deserialize(input, context);
      if (value instanceof List<?> list) {
        return Collections.unmodifiableList(list);
      }
      if (value instanceof Set<?> set) {
        return Collections.unmodifiableSet(set);
      }
      if (value instanceof Collection<?> collection) {
        return Collections.unmodifiableCollection(collection);
      }
      return value instanceof Map<?, ?> map ? Collections.unmodifiableMap(map) : value;
    }
  }
}
