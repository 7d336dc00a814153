// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import org.jspecify.annotations.Nullable;

/**
 * A class loader that should be gone. Holds it, so it lives only as long as a look.
 *
 * @param loader the class loader
 */
record Suspect(ClassLoader loader) {

  /** Says whether an object is code of the plugin, or an instance of it. */
  boolean owns(@Nullable Object object) {
    if (object == null) {
      return false;
    }
    if (object instanceof Class<?> type) {
      return ownsLoader(type.getClassLoader());
    }
    return (object instanceof ClassLoader asLoader && ownsLoader(asLoader))
        || ownsLoader(object.getClass().getClassLoader());
  }

  /** Says whether a class loader is the plugin's, or one that the plugin has made below it. */
  boolean ownsLoader(@Nullable ClassLoader candidate) {
    ClassLoader next = candidate;
    while (next != null && next != loader) {
      next = next.getParent();
    }
    return next != null;
  }
}
