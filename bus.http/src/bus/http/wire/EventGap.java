// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

/**
 * Events that a client does not get: it was too slow, or came back too late.
 *
 * @param lost how many, -1 if it is not known, because they are of an earlier run of the daemon
 * @param reason why, in a line
 */
public record EventGap(long lost, String reason) {}
