// SPDX-License-Identifier: Apache-2.0
/**
 * Codecs: which are known, and the one that writes records as JSON.
 *
 * <p>Depends on {@link bus.runtime.config}, {@link bus.api.codec}, {@link bus.api.config} and
 * {@link bus.api.directive} only.
 */
@NullMarked
package bus.runtime.codec;

import org.jspecify.annotations.NullMarked;
