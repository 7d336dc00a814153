// SPDX-License-Identifier: Apache-2.0
/**
 * How the process as a whole is doing.
 *
 * <p>Depends on nothing of Hotbus.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.observe;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
