// SPDX-License-Identifier: Apache-2.0
/** Asking about the climate of rooms. */
@Export
@Version("1.0.0")
@NullMarked
package sample.climate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
