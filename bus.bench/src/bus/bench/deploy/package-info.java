// SPDX-License-Identifier: Apache-2.0
/** How fast, and how undisturbed, a plugin is replaced; beside Apache Felix FileInstall. */
@NullUnmarked
package bus.bench.deploy;

import org.jspecify.annotations.NullUnmarked;
