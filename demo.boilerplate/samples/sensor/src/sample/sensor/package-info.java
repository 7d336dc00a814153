// SPDX-License-Identifier: Apache-2.0
/** A pretended sensor. */
@NullMarked
package sample.sensor;

import org.jspecify.annotations.NullMarked;
