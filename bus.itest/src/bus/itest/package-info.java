// SPDX-License-Identifier: Apache-2.0
/** Tests that run inside a framework, with the bundles of test.bndrun. */
@NullUnmarked
package bus.itest;

import org.jspecify.annotations.NullUnmarked;
