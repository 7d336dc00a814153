// SPDX-License-Identifier: Apache-2.0
/**
 * Controllers: running them, loading them by factories, moving them to new code, and configuration
 * sets.
 */
@NullMarked
package bus.runtime.control;

import org.jspecify.annotations.NullMarked;
