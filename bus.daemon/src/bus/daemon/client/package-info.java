// SPDX-License-Identifier: Apache-2.0
/** {@code hotbus client}: asks a running daemon over its HTTP API. */
@NullMarked
package bus.daemon.client;

import org.jspecify.annotations.NullMarked;
