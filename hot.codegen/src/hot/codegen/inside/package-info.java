// SPDX-License-Identifier: Apache-2.0
/** Classes that are copied into plugins which need them; they know nothing of the compiler. */
@NullMarked
package hot.codegen.inside;

import org.jspecify.annotations.NullMarked;
