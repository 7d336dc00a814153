// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a component of a config record the value it has when the configuration does not name it.
 *
 * <p>A component without a default must be configured, unless it is an {@link java.util.Optional}.
 * The empty text is written {@code @Default("''")}.
 *
 * <pre>{@code
 * public record Config(String host, @Default("8080") int port, @Default("5s") Duration timeout, Optional<String> user) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

  /**
   * Returns the value as it would be written in YAML.
   *
   * @return for instance {@code 8080}, {@code [a, b]} or {@code {}}
   */
  String value();
}
