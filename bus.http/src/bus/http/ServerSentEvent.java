// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.wire.Json;
import java.nio.charset.StandardCharsets;

/** The form of server-sent events. */
final class ServerSentEvent {
  static final String MEDIA_TYPE = "text/event-stream";

  /** Tells nothing; shows that the stream is alive. */
  static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private ServerSentEvent() {}

  static String of(String type, Object data) {
    return ofJson(type, new String(Json.bytes(data), StandardCharsets.UTF_8));
  }

  static String ofJson(String id, String type, String json) {
    return "id: " + id + "\n" + ofJson(type, json);
  }

  private static String ofJson(String type, String json) {
    return "event: " + type + "\ndata: " + json + "\n\n";
  }

  static byte[] bytes(String events) {
    return events.getBytes(StandardCharsets.UTF_8);
  }
}
