// SPDX-License-Identifier: Apache-2.0
/** Problems: what is wrong with the sources, in the form in which a person is told. */
@NullMarked
package hot.codegen.problem;

import org.jspecify.annotations.NullMarked;
