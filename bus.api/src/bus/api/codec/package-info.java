// SPDX-License-Identifier: Apache-2.0
/**
 * Codecs: directives and values as bytes, for whoever carries them to another process.
 *
 * <p>Depends on {@link bus.api.directive} only.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
