// SPDX-License-Identifier: Apache-2.0
/**
 * Controllers: what runs on a bus, how it is made from a configuration, and how it is asked for.
 *
 * <p>Depends on {@link bus.api}, {@link bus.api.directive} and {@link bus.api.config}.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.controller;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
