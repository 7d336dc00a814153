// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import java.lang.ref.WeakReference;

/**
 * Marks a class loader, so that it can be found in a dump of the heap. Its fields are read there,
 * by their names.
 *
 * @param bundleId the number of the bundle
 * @param loader the class loader
 */
record HeapMark(long bundleId, WeakReference<ClassLoader> loader) {
  static final String BUNDLE_ID = "bundleId";
  static final String LOADER = "loader";
}
