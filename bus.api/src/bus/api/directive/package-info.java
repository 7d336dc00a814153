// SPDX-License-Identifier: Apache-2.0
/**
 * Directives: requests for a state of the world that handlers resolve into values.
 *
 * <p>This package depends on no other package of Hotbus. It also holds what everything that runs on
 * a bus is made of: {@link bus.api.directive.Scope}, {@link bus.api.directive.Registration} and
 * {@link bus.api.directive.Failure}.
 */
@Export
@Version("1.0.0")
@NullMarked
package bus.api.directive;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
