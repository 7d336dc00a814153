// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import bus.api.codec.CodecException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text of plain data, in UTF-8, on one line. It knows classes of the JDK only. */
final class JsonText {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonText() {}

  static byte[] write(@Nullable Object tree, String path) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException problem) {
      throw new CodecException(path, path + ": " + problem.getOriginalMessage());
    }
  }

  static @Nullable Object read(byte[] bytes, String path) {
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (JsonProcessingException problem) {
      String place =
          problem.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(
                      problem.getLocation().getLineNr(), problem.getLocation().getColumnNr());
      throw new CodecException(
          path, "%s: expected JSON%s: %s".formatted(path, place, line(problem)));
    } catch (IOException problem) {
      throw new CodecException(path, path + ": expected JSON: " + problem.getMessage());
    }
    if (node.isMissingNode()) {
      throw new CodecException(path, path + ": expected JSON, found nothing");
    }
    return plain(node);
  }

  private static String line(JsonProcessingException problem) {
    return problem.getOriginalMessage().lines().findFirst().orElse("");
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
      return fields;
    }
    if (node.isArray()) {
      List<@Nullable Object> items = new ArrayList<>(node.size());
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
    }
    if (node.isNumber()) {
      return number(node.decimalValue());
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
  }

  /** A number that a double says exactly is one. */
  private static Object number(BigDecimal exact) {
    double number = exact.doubleValue();
    boolean same = Double.isFinite(number) && BigDecimal.valueOf(number).compareTo(exact) == 0;
    return same ? (Object) number : exact;
  }
}
