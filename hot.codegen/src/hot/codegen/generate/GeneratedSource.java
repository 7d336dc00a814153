// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

/**
 * A source that was written.
 *
 * @param path its path below a source folder, with slashes
 * @param text its content
 */
public record GeneratedSource(String path, String text) {}
