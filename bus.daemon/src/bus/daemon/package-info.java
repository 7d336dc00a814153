// SPDX-License-Identifier: Apache-2.0
/**
 * The host: starts a framework in this process, installs the bundles of a distribution and stops.
 */
@NullMarked
package bus.daemon;

import org.jspecify.annotations.NullMarked;
