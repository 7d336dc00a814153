// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins: bundles that contribute controller factories, how they are deployed and what became of
 * them.
 *
 * <p>Depends on {@link bus.api.directive} only.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
