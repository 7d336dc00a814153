// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.function.Function;

/** Binds text, and nothing but text, by a function that throws if the text does not fit. */
final class TextDeserializer<T> extends StdScalarDeserializer<T> {

  private static final long serialVersionUID = 1L;

  private final transient Function<String, T> parser;

  TextDeserializer(Class<T> type, Function<String, T> parser) {
    super(type);
    this.parser = parser;
  }

  @Override
  public T deserialize(JsonParser input, DeserializationContext context) throws IOException {
    if (!input.hasToken(JsonToken.VALUE_STRING)) {
      throw context.wrongTokenException(
          input, handledType(), JsonToken.VALUE_STRING, "text expected");
    }
    try {
      return parser.apply(input.getText());
    } catch (RuntimeException notOfThisForm) {
      throw context.weirdStringException(
          input.getText(), handledType(), String.valueOf(notOfThisForm.getMessage()));
    }
  }
}
