// SPDX-License-Identifier: Apache-2.0
/** Leaks: what holds code that was unloaded. */
@NullMarked
package hot.deployer.leak;

import org.jspecify.annotations.NullMarked;
