// SPDX-License-Identifier: Apache-2.0
/** The suite {@code dev}: the developer's loop and the daemon, as processes of their own. */
@NullUnmarked
package bus.bench.dev;

import org.jspecify.annotations.NullUnmarked;
