// SPDX-License-Identifier: Apache-2.0
package bus.api.codec;

/**
 * Says what can not be encoded or decoded, and where.
 *
 * <p>The message alone tells all: the path, what was expected and what was found. It never has a
 * cause, so it holds nothing of the code that it is about.
 */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * Creates an exception.
   *
   * @param path where, such as {@code acme.Greet.name}; starts with the name of the type
   * @param message all there is to say, with the path
   */
  public CodecException(String path, String message) {
    super(message);
    this.path = path;
  }

  /**
   * Returns where.
   *
   * @return the path
   */
  public String path() {
    return path;
  }
}
