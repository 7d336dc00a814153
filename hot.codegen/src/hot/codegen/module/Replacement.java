// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;

/**
 * A path that stands for an artifact.
 *
 * @param name the artifact
 * @param path a module directory or a jar
 * @param declaredIn who says so, for messages
 */
record Replacement(Coordinates name, Path path, String declaredIn) {}
