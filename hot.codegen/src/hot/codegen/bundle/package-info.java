// SPDX-License-Identifier: Apache-2.0
/** Assembly: classes, resources and libraries become a reproducible bundle in its place. */
@NullMarked
package hot.codegen.bundle;

import org.jspecify.annotations.NullMarked;
