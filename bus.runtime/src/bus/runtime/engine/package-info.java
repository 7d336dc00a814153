// SPDX-License-Identifier: Apache-2.0
/**
 * The directive engine: instances, references, handlers and resolvers, and the threads and scopes
 * they run in.
 */
@NullMarked
package bus.runtime.engine;

import org.jspecify.annotations.NullMarked;
