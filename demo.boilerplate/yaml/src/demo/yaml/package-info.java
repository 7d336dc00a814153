// SPDX-License-Identifier: Apache-2.0
/** A controller with a library of its own. */
@NullMarked
package demo.yaml;

import org.jspecify.annotations.NullMarked;
