// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

/**
 * Says what is wrong with a configuration, and where.
 *
 * <p>The message alone tells all: the place (file, line, column, or key and path), what was
 * expected and what was found.
 */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * Creates an exception.
   *
   * @param path where in the configuration, such as {@code greeter.config.port}; empty for the
   *     whole
   * @param message all there is to say, with the place
   */
  public ConfigException(String path, String message) {
    super(message);
    this.path = path;
  }

  /**
   * Returns where in the configuration.
   *
   * @return the path, empty for the whole
   */
  public String path() {
    return path;
  }
}
