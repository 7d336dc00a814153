// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and writes configuration sets as YAML 1.2 or JSON, which is a part of it.
 *
 * <p>A document is a map from key to {@code id}, {@code rev} (optional) and {@code config}
 * (optional):
 *
 * <pre>{@code
 * greeter:
 *   id: demo/boilerplate
 *   rev: 3
 *   config:
 *     greeting: Hello
 * }</pre>
 *
 * <p>Thread-safe. In an OSGi framework this is a service.
 */
@ProviderType
public interface ConfigReader {

  /**
   * Reads a set. Unknown fields, duplicate keys and more than one document are errors.
   *
   * @param text the document; blank text is an empty set
   * @param source a name for it in messages, such as a file name
   * @return the set
   * @throws ConfigException if the text is not such a document
   */
  ConfigSet read(String text, String source);

  /**
   * Writes a set as YAML: keys sorted, and the same set always as the same text. Reading it gives
   * an equal set.
   *
   * @param set the set
   * @return the document
   * @throws ConfigException if a text has half of a surrogate pair, which can not be written
   */
  String write(ConfigSet set);

  /**
   * Writes a set as JSON: keys sorted, and the same set always as the same text. Reading it gives
   * an equal set.
   *
   * @param set the set
   * @return the document
   * @throws ConfigException if there is something in it that JSON has no form for: binary data, a
   *     number that is not finite, half of a surrogate pair; or a key that is longer than 1,000
   *     characters as it is written. The message names the path to it
   */
  String writeJson(ConfigSet set);
}
