// SPDX-License-Identifier: Apache-2.0
/** Generation: writes the activator and the factories as a person would. */
@NullMarked
package hot.codegen.generate;

import org.jspecify.annotations.NullMarked;
