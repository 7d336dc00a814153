// SPDX-License-Identifier: Apache-2.0
/** An answer made of two others. */
@NullMarked
package sample.comfort;

import org.jspecify.annotations.NullMarked;
