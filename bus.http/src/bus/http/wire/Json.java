// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The JSON form of records: an object with a field for each component. Moments are text as in ISO
 * 8601, lengths of time are numbers of milliseconds. It knows records of the host only.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule("bus.http")
                  .addSerializer(Instant.class, new InstantText())
                  .addSerializer(Duration.class, new DurationNumber())
                  .addDeserializer(Instant.class, new TextInstant())
                  .addDeserializer(Duration.class, new NumberDuration()))
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Returns a record, or a collection or map of such, as JSON in UTF-8, without line breaks. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Returns JSON in lines for people.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  public static String pretty(byte[] json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(json));
    } catch (IOException wrong) {
      throw wrong(wrong);
    }
  }

  /** Returns a record as a tree of JSON. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads a record. Fields that it does not have are passed over.
   *
   * @throws IllegalArgumentException if it is not the JSON of such a record
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return present(MAPPER.readValue(json, type));
    } catch (IOException wrong) {
      throw wrong(wrong);
    }
  }

  /**
   * Reads a list of records.
   *
   * @throws IllegalArgumentException if it is not the JSON of such a list
   */
  public static <T> List<T> readList(byte[] json, Class<T> type) {
    try {
      return List.copyOf(present(MAPPER.readerForListOf(type).<List<T>>readValue(json)));
    } catch (IOException wrong) {
      throw wrong(wrong);
    }
  }

  private static <T> T present(T value) {
    if (value == null) {
      throw new IllegalArgumentException("expected an object, got null");
    }
    return value;
  }

  private static IllegalArgumentException wrong(IOException wrong) {
    return new IllegalArgumentException(
        wrong instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(wrong.getMessage()),
        wrong);
  }

  private static final class InstantText extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider all)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class DurationNumber extends JsonSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider all)
        throws IOException {
      BigDecimal seconds =
          BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), 9));
      json.writeNumber(seconds.movePointRight(3).stripTrailingZeros().toPlainString());
    }
  }

  private static final class TextInstant extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Instant.parse(json.getText());
    }
  }

  private static final class NumberDuration extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      BigDecimal nanos = json.getDecimalValue().movePointRight(6);
      return Duration.ofSeconds(
          nanos.movePointLeft(9).longValue(),
          nanos.remainder(BigDecimal.valueOf(1_000_000_000L)).longValue());
    }
  }
}
