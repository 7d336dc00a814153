// SPDX-License-Identifier: Apache-2.0
/** The proof that unloaded code is gone. */
@NullMarked
package hot.deployer.proof;

import org.jspecify.annotations.NullMarked;
