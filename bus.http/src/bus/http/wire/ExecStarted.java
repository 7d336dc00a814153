// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

/**
 * The first event of an executed configuration.
 *
 * @param id its number, by which it can be ended
 * @param directive the number of the directive that applies it
 */
public record ExecStarted(long id, long directive) {}
