// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the sources on which a change has an effect.
 *
 * <p>A source sees a type if it mentions the simple name, if its classes refer to it, or if it sees
 * a type that shows it: in a signature, as a supertype, in an annotation. Mentioned names are what
 * finds uses of constants, which leave no trace in a class.
 */
final class Affected {

  private final Set<String> types = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  private Affected() {}

  /**
   * Returns the sources among some that see a change.
   *
   * @param rest the sources that might see it
   * @param all what came of all sources, before and after
   * @param changed what came of those that look different now, before and after
   */
  static Set<Path> of(
      Map<Path, CompiledUnit> rest,
      Collection<CompiledUnit> all,
      Collection<CompiledUnit> changed) {
    Affected affected = new Affected();
    changed.forEach(affected::seen);
    affected.spread(all);
    return affected.seeing(rest);
  }

  private void seen(CompiledUnit unit) {
    types.addAll(unit.types());
    names.addAll(unit.simpleNames());
  }

  /** A type that shows a changed one is as good as changed for those who see it. */
  private void spread(Collection<CompiledUnit> all) {
    List<CompiledUnit> open = new ArrayList<>(all);
    boolean more = true;
    while (more) {
      List<CompiledUnit> showing =
          open.stream()
              .filter(unit -> !Collections.disjoint(unit.facts().visibleReferences(), types))
              .toList();
      showing.forEach(this::seen);
      more = !showing.isEmpty();
      open.removeAll(new HashSet<>(showing));
    }
  }

  private Set<Path> seeing(Map<Path, CompiledUnit> rest) {
    Set<Path> found = new HashSet<>();
    rest.forEach(
        (file, unit) -> {
          if (!Collections.disjoint(unit.facts().references(), types)
              || !Collections.disjoint(unit.names(), names)) {
            found.add(file);
          }
        });
    return found;
  }
}
