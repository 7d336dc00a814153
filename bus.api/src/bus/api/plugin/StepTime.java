// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Duration;

/**
 * How long one step took.
 *
 * @param step the name of the step
 * @param time how long
 */
public record StepTime(String step, Duration time) {}
