// SPDX-License-Identifier: Apache-2.0
/** The command that makes a new module, from templates. */
@NullMarked
package bus.daemon.create;

import org.jspecify.annotations.NullMarked;
