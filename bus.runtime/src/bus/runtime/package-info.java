// SPDX-License-Identifier: Apache-2.0
/** The bus runtime: a bus put together, as a plain object and as a component. */
@NullMarked
package bus.runtime;

import org.jspecify.annotations.NullMarked;
