// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy.api;

import bus.api.directive.Directive;

/**
 * Asks which build of a plugin runs.
 *
 * @param plugin the plugin id
 */
public record Ask(String plugin) implements Directive<Long> {}
