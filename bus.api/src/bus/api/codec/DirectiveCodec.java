// SPDX-License-Identifier: Apache-2.0
package bus.api.codec;

import bus.api.directive.Directive;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns directives of one type and their values into bytes and back.
 *
 * <p>What is decoded equals what was encoded, and equal things have equal bytes. Thread-safe. No
 * method accepts or returns null. An array that is given or returned belongs to the caller.
 *
 * <p>A record needs no codec of its own: see {@link Codecs#json}. In an OSGi framework a codec that
 * is registered as a service under this type is known to {@link Codecs}.
 *
 * @param <V> the type of the values
 * @param <D> the type of the directives
 */
@ConsumerType
public interface DirectiveCodec<V, D extends Directive<V>> {

  /**
   * Returns the name that stands for the type of directive between processes: the same on both
   * sides, whatever the class is called there.
   *
   * @return the name, not blank, always the same
   */
  String typeName();

  /**
   * Returns the class of the directives.
   *
   * @return the class itself, not a supertype
   */
  Class<D> directiveType();

  /**
   * Encodes a directive.
   *
   * @param directive the directive
   * @return its bytes, without the name of its type
   * @throws CodecException if it can not be encoded
   */
  byte[] encode(D directive);

  /**
   * Decodes a directive. The bytes may come from anywhere: no others than those of a directive are
   * accepted.
   *
   * @param bytes the bytes
   * @return a new directive; whether it is {@linkplain Directive#validate() valid} is checked when
   *     it is added to a bus
   * @throws CodecException if the bytes are not those of a directive
   */
  D decode(byte[] bytes);

  /**
   * Encodes a value.
   *
   * @param value a value of a directive of this type
   * @return its bytes
   * @throws CodecException if it can not be encoded
   */
  byte[] encodeValue(V value);

  /**
   * Decodes a value; as {@link #decode}.
   *
   * @param bytes the bytes
   * @return a new value
   * @throws CodecException if the bytes are not those of a value
   */
  V decodeValue(byte[] bytes);
}
