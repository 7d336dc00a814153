// SPDX-License-Identifier: Apache-2.0
/**
 * The bus: where controllers meet, and the ways to ask it.
 *
 * <p>Depends on {@link bus.api.directive} only.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
