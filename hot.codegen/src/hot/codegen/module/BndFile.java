// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Processor;
import bus.api.plugin.PluginConstants;
import hot.codegen.analysis.NamedFactory;
import hot.codegen.problem.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** What a {@code bnd.bnd} says about its module, macros expanded. */
final class BndFile {

  private static final String DEPENDENCIES = "-dependencies";
  private static final String REPLACE = "-replace";
  private static final String FACTORIES = "-factories";
  private static final String PROCESSOR_OPTIONS = "-processoroptions";
  private static final String INCLUDE = "-includeresource";

  private static final List<String> MERGED =
      List.of(DEPENDENCIES, REPLACE, FACTORIES, PROCESSOR_OPTIONS, INCLUDE, "-buildpath", "-sub");

  /** What is read one by one: a workspace has macros that are better left alone. */
  private static final List<String> SINGLE =
      List.of(
          PluginConstants.HEADER_ID,
          PluginConstants.HEADER_VERSION,
          "Bundle-SymbolicName",
          "Bundle-Version",
          "src",
          "javac.release",
          "javac.target",
          "javac.source");

  private final Path file;
  private final Map<String, String> values;

  private BndFile(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /** Reads a file that is in no workspace. */
  static BndFile read(Path file, Problems problems, InputCollector inputs) {
    try (Processor processor = new Processor()) {
      processor.setBase(file.toAbsolutePath().resolveSibling("").toFile());
      processor.setProperties(file.toFile());
      BndFile read = of(file, processor, inputs);
      processor.getErrors().forEach(error -> problems.add(BndReport.error(processor, file, error)));
      return read;
    } catch (IOException e) {
      problems.error(file, "can not be read: " + e.getMessage());
      return new BndFile(file, Map.of());
    }
  }

  /** Takes what a project of a workspace says, with all that it inherits. */
  static BndFile of(Path file, Processor processor, InputCollector inputs) {
    VolatileMacros.define(processor);
    Map<String, String> values = new TreeMap<>();
    for (String name : MERGED) {
      String merged = processor.mergeProperties(name);
      values.put(name, merged == null ? "" : merged);
    }
    for (String name : SINGLE) {
      String value = processor.getProperty(name);
      if (value != null) {
        values.put(name, value.strip());
      }
    }
    note(processor, values.getOrDefault(INCLUDE, ""), inputs);
    return new BndFile(file, values);
  }

  /** Notes the files that it includes, and those that it puts into the bundle. */
  private static void note(Processor bnd, String resources, InputCollector inputs) {
    List<File> included = bnd.getIncluded();
    if (included != null) {
      included.forEach(one -> inputs.file(one.toPath()));
    }
    for (String clause : OSGiHeader.parseHeader(resources).keySet()) {
      String from = clause.substring(clause.indexOf('=') + 1).strip();
      // Marks of bnd: preprocess, flatten, unpack, optional; a filter at the end.
      String plain = from.replaceAll("^[{@-]+|[}~]+$", "").replaceFirst("!/.*$", "").strip();
      if (!plain.isEmpty()) {
        Path source = bnd.getFile(plain).toPath();
        if (Files.isDirectory(source)) {
          inputs.folder(source);
        } else {
          inputs.file(source);
        }
      }
    }
  }

  /** Returns the value of a header, empty if it is not there or blank. */
  Optional<String> header(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** Returns the folders with sources that it names; empty if it leaves that to the layout. */
  List<String> sourceFolders() {
    String said = values.getOrDefault("src", "src");
    return said.equals("src") || said.isEmpty() ? List.of() : split(said);
  }

  /** Returns the Java release that it asks for, by any of the names that bnd and others use. */
  OptionalInt release() {
    return Stream.of("javac.release", "javac.target", "javac.source")
        .map(name -> Releases.parse(values.getOrDefault(name, "")))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** Returns the symbolic name without its directives. */
  Optional<String> symbolicName() {
    return header("Bundle-SymbolicName").map(value -> value.split(";", 2)[0].strip());
  }

  /** Returns the factories that it names; empty if all that are found are to be registered. */
  List<NamedFactory> factories(Problems problems) {
    List<NamedFactory> found = new ArrayList<>();
    for (String clause : clauses(FACTORIES)) {
      Place place = Place.of(file, clause);
      NamedFactory named = new NamedFactory(clause, Optional.of(file), place.line());
      if (SourceVersion.isName(named.type())) {
        found.add(named);
      } else {
        problems.add(place.error(FACTORIES + ": expected the full name of a class, got " + clause));
      }
    }
    return found;
  }

  /** Returns what annotation processors are told. */
  List<String> processorOptions(Problems problems) {
    List<String> options = new ArrayList<>();
    for (String clause : clauses(PROCESSOR_OPTIONS)) {
      if (clause.equals("none")) {
        options.add(Module.NO_PROCESSING);
      } else if (clause.matches("[\\w.-]+(=.*)?")) {
        options.add("-A" + clause);
      } else {
        problems.add(
            Place.of(file, clause)
                .error(PROCESSOR_OPTIONS + ": expected key=value, key or none, got " + clause));
      }
    }
    return options;
  }

  Module.Needs needs(Problems problems) {
    if (header("-sub").isPresent()) {
      problems.error(
          file, "-sub makes several bundles of one project; expected a project that is one bundle");
    }
    return new Module.Needs(
        dependencies(problems), replacements(problems), buildPath(), Map.of(), Map.of());
  }

  private List<Dependency> dependencies(Problems problems) {
    List<Dependency> found = new ArrayList<>();
    for (String clause : clauses(DEPENDENCIES)) {
      Dependency.parse(clause, file)
          .ifPresentOrElse(
              found::add,
              () ->
                  problems.add(
                      Place.of(file, clause)
                          .error(
                              DEPENDENCIES
                                  + ": expected group:artifact:version or"
                                  + " group:artifact:version;overlay=all, ;scope=provided or"
                                  + " ;scope=processor, got "
                                  + clause)));
    }
    return found;
  }

  private List<Replacement> replacements(Problems problems) {
    List<Replacement> found = new ArrayList<>();
    for (String clause : clauses(REPLACE)) {
      int equals = clause.indexOf('=');
      String path = clause.substring(equals + 1).strip().replaceAll("^\"|\"$", "");
      Path target = file.resolveSibling(path).normalize();
      Optional<Replacement> parsed =
          Replacement.parse(
              clause.substring(0, Math.max(equals, 0)), target, file + ": " + REPLACE);
      if (parsed.isEmpty() || path.isEmpty()) {
        problems.add(
            Place.of(file, clause)
                .error(
                    REPLACE
                        + ": expected group:artifact=path or group:artifact:version=path, got "
                        + clause));
      } else {
        found.add(parsed.get());
      }
    }
    return found;
  }

  private List<Module.BuildPathEntry> buildPath() {
    Parameters entries = OSGiHeader.parseHeader(values.getOrDefault("-buildpath", ""));
    List<Module.BuildPathEntry> found = new ArrayList<>();
    entries.forEach(
        (name, attributes) -> found.add(new Module.BuildPathEntry(name, Map.copyOf(attributes))));
    return found;
  }

  private List<String> clauses(String name) {
    return split(values.getOrDefault(name, ""));
  }

  private static List<String> split(String value) {
    return List.of(value.split(",")).stream().map(String::strip).filter(c -> !c.isEmpty()).toList();
  }
}
