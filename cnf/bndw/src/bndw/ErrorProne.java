// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Error Prone with NullAway over main sources: one pass of javac in a JVM of its own. */
final class ErrorProne {

  private static final String JAVAC = "jdk.compiler/com.sun.tools.javac.";
  private static final String TOOL = "error-prone";

  private static final String CHECKS =
      "-Xplugin:ErrorProne -Xep:NullAway:ERROR -XepOpt:NullAway:OnlyNullMarked=true"
          + " -XepOpt:NullAway:JSpecifyMode=true";

  private final House house;

  ErrorProne(House house) {
    this.house = house;
  }

  /**
   * Returns what it found in these projects and those they depend on, whose sources it needs: of
   * the accessors of records class files do not tell all that NullAway asks.
   */
  List<String> check(List<Module> chosen) throws Exception {
    List<Module> modules = Modules.closure(chosen);
    List<String> sources = new ArrayList<>();
    Set<Path> path = new LinkedHashSet<>();
    Set<Path> own = new LinkedHashSet<>();
    for (Module module : modules) {
      module.sources().forEach(source -> sources.add(House.quote(source)));
      path.addAll(module.classPath());
      own.add(module.bin());
    }
    path.removeAll(own);
    if (sources.isEmpty()) {
      return List.of();
    }
    Path list = house.cache().resolve(TOOL + ".files");
    Files.write(list, sources);
    Path log = house.cache().resolve(TOOL + ".log");
    Path classes = house.cache().resolve(TOOL);
    Folders.delete(classes);
    Files.createDirectories(classes);
    List<String> arguments = new ArrayList<>(opened());
    arguments.addAll(List.of("-Xmx1g", "--add-modules=ALL-SYSTEM", "-m", JAVAC + "Main"));
    arguments.addAll(List.of("--release", "17", "-encoding", "UTF-8", "-proc:none"));
    arguments.addAll(List.of("-XDcompilePolicy=simple", "--should-stop=ifError=FLOW"));
    // NullAway reads type annotations of class files, which JDK 17 does not keep otherwise.
    arguments.addAll(List.of("-XDaddTypeAnnotationsToSymbol=true", "-Xmaxerrs", "200"));
    arguments.addAll(
        List.of("-Xmaxwarns", "200", "-processorpath", House.classPath(house.toolPath()), CHECKS));
    arguments.addAll(List.of("-classpath", House.classPath(List.copyOf(path))));
    arguments.addAll(List.of("-d", classes.toString(), "@" + list));
    int code = new Fork(house.cache(), log).java(arguments);
    return problems(code, log);
  }

  private List<String> problems(int code, Path log) throws Exception {
    List<String> found =
        Files.readAllLines(log).stream()
            .filter(line -> line.matches(".*\\.java:\\d+: (error|warning): .*"))
            .map(line -> house.shorten(line))
            .toList();
    if (code != 0 && found.isEmpty()) {
      return List.of("it ended with exit code " + code + "; see " + house.show(log));
    }
    return found;
  }

  private static List<String> opened() {
    return Stream.concat(
            Stream.of("api", "file", "main", "model", "parser", "processing", "tree", "util")
                .map(name -> "--add-exports=" + JAVAC + name + "=ALL-UNNAMED"),
            Stream.of("code", "comp").map(name -> "--add-opens=" + JAVAC + name + "=ALL-UNNAMED"))
        .collect(Collectors.toList());
  }
}
