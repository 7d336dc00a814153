// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Instant;

/**
 * A content of a plugin folder that is not taken. What ran before still runs.
 *
 * @param plugin the plugin id; the file name if it is not known
 * @param file the path of the file
 * @param sha256 the hash over the content, in hexadecimal digits; empty if the file could not be
 *     taken as a whole
 * @param version the version that the content has, empty if it is not known
 * @param reason why, as a sentence
 * @param since when it was refused first
 * @param waitsFor what makes the deployer try it again
 */
public record Quarantined(
    String plugin,
    String file,
    String sha256,
    String version,
    String reason,
    Instant since,
    String waitsFor) {}
