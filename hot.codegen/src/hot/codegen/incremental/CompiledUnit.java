// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import hot.codegen.analysis.Analysis;
import hot.codegen.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What came of one source.
 *
 * @param digest the digest of its text
 * @param classes its classes, by path
 * @param names the simple names that it mentions
 * @param facts what its classes say
 * @param analysis its controllers and factories
 * @param warnings what should be looked at in it
 */
record CompiledUnit(
    String digest,
    SortedMap<String, byte[]> classes,
    Set<String> names,
    UnitFacts facts,
    Analysis analysis,
    List<Problem> warnings) {

  /** Two units are the same only if they are one: their content is large. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  CompiledUnit {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    names = Set.copyOf(names);
    warnings = List.copyOf(warnings);
  }

  /** Returns the internal names of its classes. */
  Set<String> types() {
    Set<String> types = new TreeSet<>();
    classes.keySet().forEach(path -> types.add(path.substring(0, path.lastIndexOf('.'))));
    return types;
  }

  /** Returns the simple names of its classes, nested ones too. */
  Set<String> simpleNames() {
    Set<String> names = new TreeSet<>();
    for (String type : types()) {
      String inPackage = type.substring(type.lastIndexOf('/') + 1);
      names.add(inPackage);
      names.addAll(List.of(inPackage.split("\\$")));
    }
    return names;
  }

  /** Returns the packages of its classes, with slashes. */
  Set<String> packages() {
    Set<String> packages = new TreeSet<>();
    types().forEach(type -> packages.add(type.substring(0, Math.max(type.lastIndexOf('/'), 0))));
    return packages;
  }
}
