// SPDX-License-Identifier: Apache-2.0
/**
 * The deployer: brings the set of running plugins to what the plugin folders hold.
 *
 * <p>Events of the folders lead to a look; a look makes a snapshot, a plan from it, and for each
 * plan a transaction. One thread does that and owns all state.
 */
@NullMarked
package hot.deployer;

import org.jspecify.annotations.NullMarked;
