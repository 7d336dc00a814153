// SPDX-License-Identifier: Apache-2.0
/** The command line: options, exit codes, error lines, logs. It knows no command of its own. */
@NullMarked
package bus.daemon.cli;

import org.jspecify.annotations.NullMarked;
