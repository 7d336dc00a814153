// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

/**
 * A controller on the bus, as data.
 *
 * @param number its number, unique on its bus, in order of construction
 * @param info who it is
 * @param status how it is doing
 * @param plugin the id of the plugin whose code it runs, empty if it is not a plugin's
 * @param generation the generation of that plugin, 0 if there is none
 */
public record ControllerSnapshot(
    long number, ControllerInfo info, ControllerStatus status, String plugin, int generation) {}
