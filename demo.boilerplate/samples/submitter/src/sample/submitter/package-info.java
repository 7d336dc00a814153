// SPDX-License-Identifier: Apache-2.0
/** Has jobs run. */
@NullMarked
package sample.submitter;

import org.jspecify.annotations.NullMarked;
