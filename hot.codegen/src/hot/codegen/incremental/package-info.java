// SPDX-License-Identifier: Apache-2.0
/** Incremental compilation: only what a change can have an effect on is compiled again. */
@NullMarked
package hot.codegen.incremental;

import org.jspecify.annotations.NullMarked;
