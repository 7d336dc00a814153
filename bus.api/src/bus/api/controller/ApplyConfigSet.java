// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.ConfigSet;
import bus.api.directive.Directive;

/**
 * Asks that the controllers of a set run, for as long as this is open.
 *
 * <p>Several sets may claim one key: the claim with the highest revision wins, among equal ones the
 * oldest; the others are told so and get the key back when the winner leaves. Values are the
 * present {@link KeyStatus} of each key, replaced on each change.
 *
 * @param set the desired controllers
 */
public record ApplyConfigSet(ConfigSet set) implements Directive<KeyStatus> {}
