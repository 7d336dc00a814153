// SPDX-License-Identifier: Apache-2.0
/** The code of the plugin that is deployed; it is packed into bundles and not used from here. */
@NullUnmarked
package bus.bench.deploy.plugin;

import org.jspecify.annotations.NullUnmarked;
