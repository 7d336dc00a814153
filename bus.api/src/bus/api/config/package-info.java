// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration as data: what a controller is told, and which controllers should run.
 *
 * <p>Depends on no other package of Hotbus.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
