// SPDX-License-Identifier: Apache-2.0
/** The smallest plugin. */
@NullMarked
package demo.boilerplate;

import org.jspecify.annotations.NullMarked;
