// SPDX-License-Identifier: Apache-2.0
/** The daemon: runs configurations and a plugin folder until it is told to stop. */
@NullMarked
package bus.daemon.run;

import org.jspecify.annotations.NullMarked;
