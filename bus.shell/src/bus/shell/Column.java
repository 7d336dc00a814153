// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.util.function.Function;

/** A column of a table: its head, and the text of a record in it. */
record Column<R>(String head, Function<R, String> cell) {}
