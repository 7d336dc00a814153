// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

/**
 * A key of an executed configuration that has no status any more.
 *
 * @param key the key
 */
public record KeyGone(String key) {}
