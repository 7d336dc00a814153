// SPDX-License-Identifier: Apache-2.0
/** Words. */
@NullMarked
package demo.words;

import org.jspecify.annotations.NullMarked;
