// SPDX-License-Identifier: Apache-2.0
/**
 * Watching modules: builds anew whatever a change of their files concerns.
 *
 * <p>{@link hot.codegen.watch.ModuleWatch} stands on all others. Events of the file system only say
 * where to look; what has changed is found by comparing files with what they were at the last
 * build.
 */
@NullMarked
package hot.codegen.watch;

import org.jspecify.annotations.NullMarked;
