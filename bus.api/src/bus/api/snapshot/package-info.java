// SPDX-License-Identifier: Apache-2.0

/** What a bus looks like, as data: for those who look, and for those who ask why. */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.snapshot;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
