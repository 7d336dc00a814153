// SPDX-License-Identifier: Apache-2.0
/** Commands of the gogo shell: what runs on the bus, and which plugins are loaded. */
@NullMarked
package bus.shell;

import org.jspecify.annotations.NullMarked;
