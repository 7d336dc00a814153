// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type what kind of problem; {@code about:blank}, the status says it
 * @param title the status in words
 * @param status the status of HTTP
 * @param detail all there is to say, in a line: what, where, what was expected
 */
public record Problem(String type, String title, int status, String detail) {
  /** The media type of its JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";
}
