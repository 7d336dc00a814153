// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Instant;

/**
 * A content of a plugin that runs, or that has run and is kept so that one can go back to it.
 *
 * @param plugin the plugin id
 * @param generation the last generation that was made of the content
 * @param version its version
 * @param buildHash the hash that its builder gave it, empty if it has none
 * @param sha256 the hash over the content, in hexadecimal digits
 * @param file the path of the file it was deployed from
 * @param since when it was deployed
 * @param current whether it runs now
 */
public record PluginGeneration(
    String plugin,
    int generation,
    String version,
    String buildHash,
    String sha256,
    String file,
    Instant since,
    boolean current) {}
