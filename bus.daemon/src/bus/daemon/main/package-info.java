// SPDX-License-Identifier: Apache-2.0
/** The process: its entry point, its signals and its list of commands. */
@NullMarked
package bus.daemon.main;

import org.jspecify.annotations.NullMarked;
