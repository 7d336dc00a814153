// SPDX-License-Identifier: Apache-2.0
/** Who may bring code in: signatures of bundles. */
@NullMarked
package hot.deployer.trust;

import org.jspecify.annotations.NullMarked;
