// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.ConfigEntry;

/**
 * How one key of a {@link ApplyConfigSet} or {@link LookupConfigSet} is doing.
 *
 * @param key the key
 * @param entry what this set wants for the key, or, if it was looked up, what the winner wants
 * @param winning whether the key is this set's; if not, another set claims it with a higher
 *     revision, or had it first
 * @param status how the controller of the key is doing, this set's or the winner's. While a set
 *     that is {@linkplain ApplyConfigSet.Mode#ATOMIC applied as a whole} is not in effect, this
 *     tells what keeps it: the keys that are the obstacle have their own phase and failure, the
 *     others wait for the set; what runs for the key meanwhile is not shown
 */
public record KeyStatus(String key, ConfigEntry entry, boolean winning, ControllerStatus status) {}
