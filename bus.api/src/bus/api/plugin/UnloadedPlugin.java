// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Instant;

/**
 * What became of code that was unloaded.
 *
 * @param plugin the plugin id
 * @param version its version
 * @param generation which generation of the plugin it was
 * @param bundleId the number of its bundle
 * @param at when it was uninstalled
 * @param proof whether its class loader is gone
 * @param note what is known about it, may be empty
 */
public record UnloadedPlugin(
    String plugin,
    String version,
    int generation,
    long bundleId,
    Instant at,
    Proof proof,
    String note) {

  /** Whether a class loader is gone. */
  public enum Proof {
    /** It is not known yet: the garbage collector has not looked. */
    PENDING,
    /** The class loader was collected. */
    COLLECTED,
    /** A class loader that was made later was collected, this one was not: something holds it. */
    HELD,
    /** It could not be stopped, and stays until the process ends. */
    ABANDONED
  }
}
