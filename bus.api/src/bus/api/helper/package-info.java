// SPDX-License-Identifier: Apache-2.0
/**
 * Helpers: ready-made resolvers, effects, live values and containers.
 *
 * <p>All of it is written against {@link bus.api} and {@link bus.api.directive} only; nothing there
 * depends on this package. A helper that is given a bus belongs to the owner of that bus: it ends,
 * and undoes what it did, when its owner ends. No helper holds a lock while it calls foreign code.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.helper;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
