// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin compiler: from modules to a plugin bundle, in four steps, each a value in and a value
 * out: analyse, generate, compile, assemble.
 *
 * <p>Runs on a plain class path and as a bundle. What is wrong with a module is a {@link
 * hot.codegen.problem.Problem}, not an exception.
 */
@NullMarked
package hot.codegen;

import org.jspecify.annotations.NullMarked;
