// SPDX-License-Identifier: Apache-2.0
/** The entry to the suites of benchmarks; {@code ./bndw bench SUITE [NAME]} runs one. */
@NullMarked
package bus.bench;

import org.jspecify.annotations.NullMarked;
