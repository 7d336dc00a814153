// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Makes Jackson mappers that convert nothing silently and share no cache with any other. */
final class StrictMapper {

  private static final int MAX_TYPES = 200;

  private StrictMapper() {}

  /** Returns a new mapper, which alone knows the classes that it binds. */
  static ObjectMapper create() {
    LookupCache<Object, JavaType> cache = new LRUMap<>(16, MAX_TYPES);
    return JsonMapper.builder()
        .typeFactory(TypeFactory.defaultInstance().withCache(cache))
        .addModules(new Jdk8Module(), module())
        .disable(MapperFeature.USE_ANNOTATIONS, MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Binary, CoercionAction.Fail))
        .withCoercionConfigDefaults(
            all ->
                all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyObject, CoercionAction.Fail))
        .build();
  }

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule("bus.runtime.config");
    module.setDeserializers(
        new EnumDeserializers()
            .with(Duration.class, DurationText::parse)
            .with(Instant.class, Instant::parse)
            .with(Path.class, Path::of)
            .with(URI.class, URI::create));
    module.addAbstractTypeMapping(Set.class, LinkedHashSet.class);
    module.setDeserializerModifier(new UnmodifiableModifier());
    return module;
  }

  private static final class EnumDeserializers extends SimpleDeserializers {

    private static final long serialVersionUID = 1L;

    <T> EnumDeserializers with(Class<T> type, Function<String, T> parser) {
      addDeserializer(type, new TextDeserializer<>(type, parser));
      return this;
    }

    @Override
    public JsonDeserializer<?> findEnumDeserializer(
        Class<?> type, DeserializationConfig config, BeanDescription description) {
      return byName(type.asSubclass(Enum.class));
    }

    @SuppressWarnings("rawtypes") // an enum type that is known at run time only
    private static <E extends Enum> JsonDeserializer<E> byName(Class<E> type) {
      return new TextDeserializer<>(type, text -> constant(type, text));
    }

    @SuppressWarnings("rawtypes")
    private static <E extends Enum> E constant(Class<E> type, String text) {
      E[] constants = type.getEnumConstants();
      return Arrays.stream(constants)
          .filter(constant -> constant.name().equals(text))
          .findFirst()
          .or(() -> Arrays.stream(constants).filter(each -> isMeant(each, text)).findFirst())
          .orElseThrow(() -> new IllegalArgumentException("no such constant"));
    }

    private static boolean isMeant(Enum<?> constant, String text) {
      return constant.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT));
    }
  }
}
