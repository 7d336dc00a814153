// SPDX-License-Identifier: Apache-2.0
/** A controller that wants to be greeted. */
@NullMarked
package demo.watcher;

import org.jspecify.annotations.NullMarked;
