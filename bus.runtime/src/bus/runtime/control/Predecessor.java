// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A controller in whose place another one comes, and what is needed to make it again.
 *
 * @param run the controller
 * @param entry its factory, null if that is not known any more
 * @param config its settings
 * @param onChange told when its status changes by itself
 */
record Predecessor(
    ControllerRun run,
    @Nullable FactoryEntry entry,
    Map<String, @Nullable Object> config,
    Runnable onChange) {}
