// SPDX-License-Identifier: Apache-2.0
/** Benchmarks; {@code ./bndw bench [NAME]} runs them. */
@NullUnmarked
package bus.bench;

import org.jspecify.annotations.NullUnmarked;
