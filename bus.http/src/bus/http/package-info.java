// SPDX-License-Identifier: Apache-2.0
/** The HTTP API: what is on the bus and which plugins are loaded, as JSON, on loopback. */
@NullMarked
package bus.http;

import org.jspecify.annotations.NullMarked;
