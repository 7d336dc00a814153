// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;

/**
 * A jar that a plugin may use.
 *
 * @param name what it is called in messages
 * @param version its version; that of packages for which the jar names none
 * @param jar the file
 * @param whole whether all of it goes into the plugin, if any of it does
 */
public record Library(String name, String version, Path jar, boolean whole) {}
