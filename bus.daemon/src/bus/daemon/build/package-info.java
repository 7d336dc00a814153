// SPDX-License-Identifier: Apache-2.0
/** The commands that make plugins of modules, by the plugin compiler. */
@NullMarked
package bus.daemon.build;

import org.jspecify.annotations.NullMarked;
