// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import java.util.List;

/**
 * How a class loader is reached in a dump of the heap.
 *
 * @param root what the path begins at: a thread, a static field, something of the VM
 * @param thread whether the root is a thread
 * @param steps the references from there to the plugin, as {@code class.field}
 * @param soft whether the path is one of soft references only, which go when memory is short
 */
record HeapPath(String root, boolean thread, List<String> steps, boolean soft) {

  HeapPath {
    steps = List.copyOf(steps);
  }

  /** Says whether a class is named in the path. */
  boolean passes(String className) {
    return root.contains(className) || steps.stream().anyMatch(step -> step.contains(className));
  }

  /** Says whether nothing but classes of the JDK is between the root and the plugin. */
  boolean insideJdk() {
    return !thread
        && isJdk(root.substring(root.lastIndexOf(' ') + 1))
        && steps.stream().limit(Math.max(0, steps.size() - 1)).allMatch(HeapPath::isJdk);
  }

  private static boolean isJdk(String name) {
    return name.startsWith("java.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || name.startsWith("com.sun.");
  }
}
