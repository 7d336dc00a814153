// SPDX-License-Identifier: Apache-2.0
/** What crosses the wire, as the API writes it and a client reads it. */
@NullMarked
package bus.http.wire;

import org.jspecify.annotations.NullMarked;
