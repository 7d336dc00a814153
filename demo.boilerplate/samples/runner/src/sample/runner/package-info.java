// SPDX-License-Identifier: Apache-2.0
/** Runs jobs, a few at a time. */
@NullMarked
package sample.runner;

import org.jspecify.annotations.NullMarked;
