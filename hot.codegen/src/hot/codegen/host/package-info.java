// SPDX-License-Identifier: Apache-2.0
/** The host: what a plugin can expect where it will run. */
@NullMarked
package hot.codegen.host;

import org.jspecify.annotations.NullMarked;
