// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.ConfigEntry;

/**
 * How one key of a {@link ApplyConfigSet} is doing.
 *
 * @param key the key
 * @param entry what this set wants for the key
 * @param winning whether this is what runs; if not, another set claims the key with a higher
 *     revision, or had it first
 * @param status how the controller of the key is doing, this set's or the winner's
 */
public record KeyStatus(String key, ConfigEntry entry, boolean winning, ControllerStatus status) {}
