// SPDX-License-Identifier: Apache-2.0
/**
 * The end-to-end demo: from sources to a running controller whose code is replaced and unloaded.
 */
@NullMarked
package bus.daemon.demo;

import org.jspecify.annotations.NullMarked;
