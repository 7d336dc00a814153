// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

/**
 * A factory that is offered, as data.
 *
 * @param info the identity of its controllers; the id is the config id
 * @param configType the class name of the settings
 * @param plugin the id of the plugin that has it, empty if it is not a plugin's
 * @param generation the generation of that plugin, 0 if there is none
 */
public record FactorySnapshot(
    ControllerInfo info, String configType, String plugin, int generation) {}
