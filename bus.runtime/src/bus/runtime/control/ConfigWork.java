// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

/** What configuration sets work with; the keys belong to the work. */
record ConfigWork(
    Environment env,
    FactoryRegistry factories,
    Loader loader,
    EntryCheck check,
    ConfigKeys keys,
    SerialWork work) {

  /** The bus closes: what is asked for is not changed any more. */
  boolean closing() {
    return env.running().closing();
  }
}
