// SPDX-License-Identifier: Apache-2.0
/**
 * What the plugins of the benchmark and the benchmark share; the framework delegates it to the
 * class path.
 */
@NullUnmarked
package bus.bench.deploy.api;

import org.jspecify.annotations.NullUnmarked;
