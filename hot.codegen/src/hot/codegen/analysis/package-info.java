// SPDX-License-Identifier: Apache-2.0
/** Analysis: finds controllers and factories in sources, without loading a class. */
@NullMarked
package hot.codegen.analysis;

import org.jspecify.annotations.NullMarked;
