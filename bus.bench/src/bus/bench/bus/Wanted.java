// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.api.directive.Directive;

/** What the benchmarks ask for. */
record Wanted(long number) implements Directive<Long> {}
