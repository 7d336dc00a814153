// SPDX-License-Identifier: Apache-2.0
/** State that survives a replacement. */
@NullMarked
package sample.counter;

import org.jspecify.annotations.NullMarked;
