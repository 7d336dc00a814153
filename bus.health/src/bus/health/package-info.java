// SPDX-License-Identifier: Apache-2.0
/** Health checks of Hotbus, and what asks them and those of plugins. */
@NullMarked
package bus.health;

import org.jspecify.annotations.NullMarked;
