// SPDX-License-Identifier: Apache-2.0
package bndw.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;

/** The architecture: who may depend on whom, and who exports packages. Prints each breach. */
final class Layers {

  private static final String API = "bus.api";
  private static final String HELPERS = "bus.api.helper";
  private static final String DEMO = "demo.";
  private static final Set<String> API_ONLY =
      Set.of("hot.codegen", "hot.deployer", "bus.shell", "bus.http");

  private Layers() {}

  /**
   * Checks the workspace.
   *
   * @param args its folder, then the projects in the order in which they may depend on each other
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    List<String> layers = List.of(args).subList(1, args.length);
    List<Path> folders = layers.stream().map(name -> root.resolve(name).resolve("bin")).toList();
    JavaClasses all = new ClassFileImporter().importPaths(folders);
    List<String> breaches = new ArrayList<>();
    for (ArchRule rule : rules(layers)) {
      EvaluationResult result = rule.allowEmptyShould(true).evaluate(all);
      for (String detail : result.getFailureReport().getDetails()) {
        breaches.add(detail.replaceAll("\\s*\\R\\s*", "; ") + " -- " + rule.getDescription());
      }
    }
    for (String layer : layers) {
      breaches.addAll(exports(root, layer));
    }
    breaches.forEach(System.out::println);
    System.exit(breaches.isEmpty() ? 0 : 1);
  }

  private static List<ArchRule> rules(List<String> layers) {
    List<ArchRule> rules =
        new ArrayList<>(
            List.of(
                apiStandsAlone(),
                helpersAreOnTop(),
                contractsNeedNoHelpers(),
                packagesHaveNoCycles(layers)));
    for (int i = 0; i < layers.size(); i++) {
      String layer = layers.get(i);
      List<String> banned = new ArrayList<>(layers.subList(i + 1, layers.size()));
      if (API_ONLY.contains(layer)) {
        banned.addAll(layers.subList(1, i));
      }
      if (!banned.isEmpty()) {
        rules.add(doesNotDependOn(layer, banned));
      }
    }
    return rules;
  }

  private static ArchRule apiStandsAlone() {
    return classes()
        .that()
        .resideInAPackage(API + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            API + "..",
            "java..",
            "org.osgi.annotation..",
            "org.osgi.util.promise..",
            "org.osgi.util.function..",
            "org.jspecify.annotations..")
        .because("whoever sees the contracts sees all that they depend on");
  }

  private static ArchRule helpersAreOnTop() {
    return classes()
        .that()
        .resideInAPackage(HELPERS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            HELPERS,
            API,
            API + ".directive",
            "java..",
            "org.osgi.annotation..",
            "org.osgi.util.promise..",
            "org.jspecify.annotations..")
        .because("a helper needs nothing but a bus, so it works with every one");
  }

  private static ArchRule contractsNeedNoHelpers() {
    return noClasses()
        .that()
        .resideInAPackage(API + "..")
        .and()
        .resideOutsideOfPackage(HELPERS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HELPERS)
        .because("a helper can be left out or replaced, a contract cannot");
  }

  private static ArchRule doesNotDependOn(String layer, List<String> banned) {
    return noClasses()
        .that()
        .resideInAPackage(layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(banned.stream().map(name -> name + "..").toArray(String[]::new))
        .because("a project knows only those before it, and a part only the contracts");
  }

  private static ArchRule packagesHaveNoCycles(List<String> layers) {
    return slices()
        .assignedFrom(new Packages(layers))
        .should()
        .beFreeOfCycles()
        .because("a package that needs itself through another cannot be understood alone");
  }

  /**
   * Only the contracts are exported: what others can reach is what has to stay compatible. The demo
   * is not part of the host: plugins may export packages of their own.
   */
  private static List<String> exports(Path root, String project) throws IOException {
    Path jar = root.resolve(project).resolve("generated").resolve(project + ".jar");
    try (JarFile file = new JarFile(jar.toFile())) {
      String exported = file.getManifest().getMainAttributes().getValue("Export-Package");
      if (project.startsWith(DEMO)) {
        return List.of();
      }
      boolean isApi = project.equals(API);
      if (exported == null) {
        return isApi ? List.of(API + " exports nothing") : List.of();
      }
      return isApi
          ? List.of()
          : List.of(project + " exports " + exported + "; only " + API + " may");
    }
  }

  /** Every package of ours is a part of its own. */
  private record Packages(List<String> layers) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      boolean ours = layers.stream().anyMatch(l -> name.equals(l) || name.startsWith(l + "."));
      return ours ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
