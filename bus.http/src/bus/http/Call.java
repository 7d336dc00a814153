// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a request says: the variable parts of its path, the parameters of its query, its body. */
final class Call {
  private final Map<String, String> path;
  private final Map<String, String> query;
  private final String lastEvent;
  private final byte[] body;

  private Call(Map<String, String> path, Map<String, String> query, String lastEvent, byte[] body) {
    this.path = Map.copyOf(path);
    this.query = Map.copyOf(query);
    this.lastEvent = lastEvent;
    this.body = body;
  }

  /** Makes a call without a body; the last event is the id that its stream goes on from, if any. */
  static Call of(Map<String, String> path, Map<String, String> query, String lastEvent) {
    return new Call(path, query, lastEvent, new byte[0]);
  }

  /** Returns a copy with a body. */
  Call with(byte[] sent) {
    return new Call(path, query, lastEvent, sent);
  }

  /** Returns the id of the last event that the client has seen, empty if it does not say. */
  String lastEvent() {
    return lastEvent;
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

  /** Returns a parameter that must be a number. */
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
}
