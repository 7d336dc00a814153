// SPDX-License-Identifier: Apache-2.0
/** The suite {@code bus}: speed and memory of the directive engine. */
@NullUnmarked
package bus.bench.bus;

import org.jspecify.annotations.NullUnmarked;
