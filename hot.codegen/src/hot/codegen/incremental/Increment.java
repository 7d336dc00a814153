// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way from one state of the sources to the next, by compiling as few of them as is right.
 *
 * <p>The changed sources are compiled against the classes of the others. If what others can see of
 * them is different now, those who see it are compiled with them, and so on until nothing more
 * looks different. Whatever is in doubt ends it: then all sources are compiled.
 */
final class Increment {

  private static final int ROUNDS = 5;
  private static final String PACKAGE_INFO = "package-info.java";

  private final CompiledSources before;
  private final SortedMap<Path, SourceText> sources;
  private final Batch.Setting setting;
  private final Set<Path> compiled = new HashSet<>();
  private final Set<Path> gone;

  Increment(CompiledSources before, SortedMap<Path, SourceText> sources, Batch.Setting setting) {
    this.before = before;
    this.sources = sources;
    this.setting = setting;
    this.gone = new HashSet<>(before.units().keySet());
    gone.removeAll(sources.keySet());
    sources.forEach(
        (file, source) -> {
          CompiledUnit unit = before.units().get(file);
          if (unit == null || !unit.digest().equals(source.digest())) {
            compiled.add(file);
          }
        });
  }

  /** A new state. */
  record Step(CompiledSources sources, int compiled) {}

  /** Returns the new state; empty if all has to be compiled. */
  Optional<Step> run() throws IOException {
    if (compiled.isEmpty() && gone.isEmpty()) {
      return Optional.of(new Step(before, 0));
    }
    if (concernsPackages()) {
      return Optional.empty();
    }
    for (int round = 0; round < ROUNDS && worthwhile(); round++) {
      Batch batch = compile();
      if (batch.failed() || batch.units().isEmpty()) {
        return Optional.empty();
      }
      SortedMap<Path, CompiledUnit> fresh = batch.units().get();
      if (!compiled.addAll(affected(fresh))) {
        return joined(fresh);
      }
    }
    return Optional.empty();
  }

  private boolean concernsPackages() {
    Set<Path> all = new HashSet<>(compiled);
    all.addAll(gone);
    return all.stream().anyMatch(file -> file.endsWith(PACKAGE_INFO));
  }

  /** A part that is nearly all is compiled faster as all. */
  private boolean worthwhile() {
    return compiled.size() * 3 <= sources.size() * 2;
  }

  private Batch compile() throws IOException {
    if (compiled.isEmpty()) {
      return Batch.none();
    }
    List<SourceText> chosen =
        sources.values().stream().filter(source -> compiled.contains(source.file())).toList();
    Set<Path> hidden = new HashSet<>(compiled);
    hidden.addAll(gone);
    return Batch.of(chosen, before.classesWithout(hidden), setting);
  }

  private Map<Path, CompiledUnit> rest() {
    Map<Path, CompiledUnit> rest = new TreeMap<>(before.units());
    rest.keySet().removeAll(compiled);
    rest.keySet().removeAll(gone);
    return rest;
  }

  private Set<Path> affected(SortedMap<Path, CompiledUnit> fresh) {
    List<CompiledUnit> changed = new ArrayList<>();
    gone.forEach(file -> changed.add(before.units().get(file)));
    fresh.forEach(
        (file, unit) -> {
          CompiledUnit old = before.units().get(file);
          if (old == null) {
            changed.add(unit);
          } else if (!old.facts().visible().equals(unit.facts().visible())) {
            changed.addAll(List.of(old, unit));
          }
        });
    if (changed.isEmpty()) {
      return Set.of();
    }
    List<CompiledUnit> all = new ArrayList<>(before.units().values());
    all.addAll(fresh.values());
    return Affected.of(rest(), all, changed);
  }

  private Optional<Step> joined(SortedMap<Path, CompiledUnit> fresh) {
    Map<Path, CompiledUnit> rest = rest();
    SortedMap<Path, CompiledUnit> units = new TreeMap<>(rest);
    units.putAll(fresh);
    CompiledSources joined = new CompiledSources(before.context(), units);
    boolean doubtful =
        (!sameClasses(fresh)
                && (clash(rest.values(), fresh.values()) || packagesDiffer(units.values())))
            || joined.analysis().contradictory()
            || joined.analysis().lacks(setting.named());
    return doubtful ? Optional.empty() : Optional.of(new Step(joined, compiled.size()));
  }

  private boolean sameClasses(SortedMap<Path, CompiledUnit> fresh) {
    return gone.isEmpty()
        && fresh.entrySet().stream()
            .allMatch(
                entry -> {
                  CompiledUnit old = before.units().get(entry.getKey());
                  return old != null
                      && old.classes().keySet().equals(entry.getValue().classes().keySet());
                });
  }

  /** Says whether a class is there twice, or differs from another in the case of letters only. */
  private static boolean clash(Collection<CompiledUnit> rest, Collection<CompiledUnit> fresh) {
    Set<String> paths = new HashSet<>();
    rest.forEach(unit -> unit.classes().keySet().forEach(path -> paths.add(folded(path))));
    return fresh.stream()
        .flatMap(unit -> unit.classes().keySet().stream())
        .anyMatch(path -> paths.contains(folded(path)));
  }

  private static String folded(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  /** Says whether there are other packages than before, or one that is called like a class. */
  private boolean packagesDiffer(Collection<CompiledUnit> units) {
    Set<String> packages = CompiledSources.packages(units);
    return !packages.equals(CompiledSources.packages(before.units().values()))
        || units.stream()
            .flatMap(unit -> unit.types().stream())
            .anyMatch(
                type ->
                    packages.stream()
                        .anyMatch(name -> name.equals(type) || name.startsWith(type + "/")));
  }
}
