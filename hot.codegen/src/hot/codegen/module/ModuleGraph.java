// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Which module depends on which. Not thread-safe. */
final class ModuleGraph {

  private final IdentityHashMap<Module, List<Module>> edges = new IdentityHashMap<>();

  void add(Module from, Module to) {
    edges.computeIfAbsent(from, key -> new ArrayList<>()).add(to);
  }

  /** Returns a circle as a path that ends where it begins; empty if there is none. */
  List<Module> circle(List<Module> modules) {
    Set<Module> done = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Module module : modules) {
      List<Module> found = circle(module, new ArrayList<>(), done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<Module> circle(Module module, List<Module> path, Set<Module> done) {
    int seen = path.indexOf(module);
    path.add(module);
    if (seen >= 0) {
      return List.copyOf(path.subList(seen, path.size()));
    }
    if (done.add(module)) {
      for (Module next : edges.getOrDefault(module, List.of())) {
        List<Module> found = circle(next, path, done);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    path.remove(path.size() - 1);
    return List.of();
  }
}
