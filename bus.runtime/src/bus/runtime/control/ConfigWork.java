// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

/** What configuration sets work with; the keys belong to the work. */
record ConfigWork(KeyWork context, EntryCheck check, ConfigKeys keys) {

  Environment env() {
    return context.env();
  }

  SerialWork work() {
    return context.work();
  }

  /** The bus closes: what is asked for is not changed any more. */
  boolean closing() {
    return context.closing();
  }
}
