// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import hot.codegen.analysis.Analysis;
import hot.codegen.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All sources of a plugin, compiled without an error; what the next compilation begins with.
 *
 * @param context what else the classes depend on
 * @param units what came of each source, in order of the files
 */
record CompiledSources(Context context, SortedMap<Path, CompiledUnit> units) {

  CompiledSources {
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
  }

  /** Returns the classes of all units but some. */
  Map<String, byte[]> classesWithout(Set<Path> files) {
    Map<String, byte[]> classes = new HashMap<>();
    units.forEach(
        (file, unit) -> {
          if (!files.contains(file)) {
            classes.putAll(unit.classes());
          }
        });
    return classes;
  }

  /** Returns controllers and factories of all units. */
  Analysis analysis() {
    return Analysis.joined(units.values().stream().map(CompiledUnit::analysis).toList());
  }

  /** Returns the warnings of all units, in order of file and place. */
  List<Problem> warnings() {
    List<Problem> all = new ArrayList<>();
    units.values().forEach(unit -> all.addAll(unit.warnings()));
    all.sort(Batch.BY_PLACE);
    return all;
  }

  /** Returns the packages that have classes. */
  static Set<String> packages(Collection<CompiledUnit> units) {
    Set<String> packages = new TreeSet<>();
    units.forEach(unit -> packages.addAll(unit.packages()));
    return packages;
  }

  /** Returns a digest of all that other classes can see, and of what these can see. */
  String visible() {
    Digests digests = new Digests().add(context.toString());
    units.values().forEach(unit -> digests.add(unit.facts().visible()));
    return digests.hex();
  }

  /** Returns all of it as a result. */
  Compiled result(int recompiled) {
    return new Compiled(
        classesWithout(Set.of()), analysis(), warnings(), Optional.of(visible()), recompiled);
  }
}
