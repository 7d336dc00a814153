// SPDX-License-Identifier: Apache-2.0
/** What suites of benchmarks share: rows, reports as JSON and as tables in the docs, charts. */
@NullMarked
package bus.bench.report;

import org.jspecify.annotations.NullMarked;
