// SPDX-License-Identifier: Apache-2.0

/**
 * Configuration: YAML to data, and data to the config records of factories.
 *
 * <p>Depends on {@link bus.api.config} and on {@link bus.api.directive.Failure} only.
 */
@NullMarked
package bus.runtime.config;

import org.jspecify.annotations.NullMarked;
