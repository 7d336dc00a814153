// SPDX-License-Identifier: Apache-2.0
package bus.api.codec;

import bus.api.directive.Directive;
import bus.api.directive.Registration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The codecs that are known.
 *
 * <p>Whoever sends looks a codec up by class, and falls back to JSON for a record; whoever receives
 * looks it up by name, among those that were added only: what another process may ask for is
 * decided here and not there.
 *
 * <pre>{@code
 * Registration known = codecs.add(codecs.json("acme/greet", Greet.class));
 * byte[] bytes = codecs.json("acme/greet", Greet.class).encode(new Greet("world")); // {"name":"world"}
 * }</pre>
 *
 * <p>Thread-safe; no method calls foreign code but to ask a codec for its name and class. A codec
 * is kept no longer than the class of its directives: one that a plugin has for a class of its own
 * and forgets to take back does not keep the plugin's code. In an OSGi framework this is a service,
 * and a codec that is registered as a service is added while it is registered.
 */
@ProviderType
public interface Codecs {

  /**
   * Adds a codec. The newest of a name or class counts; when it is taken back, the one before it
   * does.
   *
   * @param codec the codec
   * @return takes it back
   * @throws IllegalArgumentException if its name is blank
   */
  Registration add(DirectiveCodec<?, ?> codec);

  /**
   * Finds a codec for what was received.
   *
   * @param typeName the name of a type between processes
   * @return the newest codec of that name, empty if none was added
   */
  Optional<DirectiveCodec<?, ?>> byName(String typeName);

  /**
   * Finds a codec for what is to be sent.
   *
   * @param type the class of a directive
   * @param <V> the type of the values
   * @param <D> the type of the directives
   * @return the newest codec that was added for that class; otherwise, for a record, one as {@link
   *     #json} makes it, under the name of the class; empty if there is neither, or the record or
   *     its values are not plain data
   */
  <V, D extends Directive<V>> Optional<DirectiveCodec<V, D>> byType(Class<D> type);

  /**
   * Makes a codec that writes a record as a JSON object, and its values as JSON. It is not added.
   *
   * <p>The type of the values is that which the record names in {@code Directive<...>}. Records,
   * enums, text, numbers, booleans, {@link java.time.Duration}, {@link java.time.Instant}, {@link
   * java.net.URI}, {@link java.nio.file.Path}, {@link Optional}, {@code List}, {@code Set}, {@code
   * Map<String, ...>}, arrays of these and {@code byte[]} (as Base64) can be written; a component
   * of type {@code Object} takes a tree of plain data ({@link bus.api.config.DataTree}). A missing
   * field gets its {@link bus.api.config.Default}; an unknown one is refused.
   *
   * @param typeName the name of the type between processes, not blank
   * @param type the record
   * @param <V> the type of the values
   * @param <D> the type of the directives
   * @return the codec
   * @throws IllegalArgumentException if the name is blank, the class is no record, or a part of it
   *     or of the values can not be written; the message names the part
   */
  <V, D extends Record & Directive<V>> DirectiveCodec<V, D> json(String typeName, Class<D> type);
}
