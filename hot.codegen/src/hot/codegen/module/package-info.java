// SPDX-License-Identifier: Apache-2.0
/** Modules: directories of sources, what they say about themselves, and what they depend on. */
@NullMarked
package hot.codegen.module;

import org.jspecify.annotations.NullMarked;
