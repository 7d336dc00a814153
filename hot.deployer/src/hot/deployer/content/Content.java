// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.nio.file.Path;

/**
 * A jar in the content store, every entry of which was read and checked.
 *
 * @param sha256 the hash over its bytes, in hexadecimal digits
 * @param path where the store keeps it
 */
public record Content(String sha256, Path path) {}
