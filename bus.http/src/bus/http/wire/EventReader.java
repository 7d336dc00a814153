// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events, one after the other. For one thread. */
public final class EventReader implements AutoCloseable {
  private final BufferedReader lines;

  /** Reads from a stream, which is closed with this. */
  public EventReader(InputStream stream) {
    lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /**
   * An event.
   *
   * @param id its id, empty if it has none
   * @param type its type
   * @param data its data
   */
  public record Sent(String id, String type, String data) {
    /**
     * Reads the data as the JSON of a record.
     *
     * @throws IllegalArgumentException if it is not
     */
    public <T> T as(Class<T> record) {
      return Json.read(data.getBytes(StandardCharsets.UTF_8), record);
    }
  }

  /**
   * Waits for the next event.
   *
   * @return the event, or null if the stream has ended
   */
  public @Nullable Sent next() throws IOException {
    String id = "";
    String type = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return new Sent(id, type, data.toString());
      }
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).stripLeading();
      switch (line.substring(0, Math.max(0, colon))) {
        case "id" -> id = value;
        case "event" -> type = value;
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
        default -> {
          // a comment: it shows that the stream is alive
        }
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
