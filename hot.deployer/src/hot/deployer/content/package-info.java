// SPDX-License-Identifier: Apache-2.0
/** Contents: files of a plugin folder as verified copies, and what their manifests say. */
@NullMarked
package hot.deployer.content;

import org.jspecify.annotations.NullMarked;
