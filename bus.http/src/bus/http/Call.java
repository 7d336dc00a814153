// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a request says: the variable parts of its path, the parameters of its query, its body. */
final class Call {
  private final Map<String, String> path;
  private final Map<String, String> query;
  private final byte[] body;

  /** Takes the body as it is; it is empty if there is none. */
  Call(Map<String, String> path, Map<String, String> query, byte[] body) {
    this.path = Map.copyOf(path);
    this.query = Map.copyOf(query);
    this.body = body;
  }

  /** Returns a copy with a body. */
  Call with(byte[] sent) {
    return new Call(path, query, sent);
  }

  /** Returns a variable part of the path. */
  String part(String name) {
    return String.valueOf(path.get(name));
  }

  /** Returns a variable part of the path that must be a number. */
  long number(String name) {
    try {
      return Long.parseLong(part(name));
    } catch (NumberFormatException wrong) {
      throw ApiException.badRequest(
          "the path must have a number as {%s}, it has '%s'".formatted(name, part(name)));
    }
  }

  /** Returns a parameter, or a text if it is not given. */
  String text(String name, String other) {
    return query.getOrDefault(name, other);
  }

  /** Returns a parameter that must be given. */
  String text(String name) {
    String text = text(name, "");
    if (text.isBlank()) {
      throw ApiException.badRequest("the query must have a parameter '" + name + "'");
    }
    return text;
  }

  /** Says whether a switch is set: by its name alone, or as {@code true}. */
  boolean flag(String name) {
    String text = text(name, "false");
    return switch (text) {
      case "", "true" -> true;
      case "false" -> false;
      default ->
          throw ApiException.badRequest(
              "the parameter '%s' must be true or false, it is '%s'".formatted(name, text));
    };
  }

  /** Returns a parameter that must be a number, if it is given. */
  int number(String name, String meaning) {
    String text = text(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw ApiException.badRequest(
          "the parameter '%s' must be %s, it is '%s'".formatted(name, meaning, text));
    }
  }

  /** Returns the body as text. */
  String body() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException wrong) {
      throw ApiException.badRequest("the body is not text in UTF-8");
    }
  }

  /** Reads the body as the JSON of a record. */
  <T> T body(Class<T> type) {
    try {
      return Json.read(body, type);
    } catch (IllegalArgumentException wrong) {
      throw ApiException.badRequest("the body can not be read: " + wrong.getMessage());
    }
  }
}
