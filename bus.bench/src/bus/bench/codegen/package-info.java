// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the plugin compiler, beside the compiler of the JDK alone. */
@NullUnmarked
package bus.bench.codegen;

import org.jspecify.annotations.NullUnmarked;
