// SPDX-License-Identifier: Apache-2.0
/** What Hotbus is compared with: the tools below it, with nothing around them. */
@NullUnmarked
package bus.bench.bare;

import org.jspecify.annotations.NullUnmarked;
