// SPDX-License-Identifier: Apache-2.0
/** The compiler of the JDK, in this process, with its sources and classes in memory. */
@NullMarked
package hot.codegen.java;

import org.jspecify.annotations.NullMarked;
