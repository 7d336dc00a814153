// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * The user's local Maven repository. What is not there is fetched by the user's own Maven, so that
 * his mirrors and proxies apply.
 */
public final class MavenRepository {

  private final Path root;
  private final Fetcher fetcher;

  /**
   * Creates a repository.
   *
   * @param root its directory; need not exist
   * @param fetcher brings what is missing
   */
  public MavenRepository(Path root, Fetcher fetcher) {
    this.root = root.toAbsolutePath().normalize();
    this.fetcher = fetcher;
  }

  /**
   * Returns the repository that the user's Maven uses: what {@code maven.repo.local} says, else the
   * user's settings, else {@code .m2/repository} in the home directory.
   *
   * @return the repository
   */
  public static MavenRepository ofUser() {
    String given = System.getProperty("maven.repo.local", "");
    Path home = Path.of(System.getProperty("user.home", "."), ".m2");
    Path root =
        given.isBlank()
            ? fromSettings(home.resolve("settings.xml")).orElse(home.resolve("repository"))
            : Path.of(given);
    return new MavenRepository(root, new MavenFetcher(root));
  }

  private static Optional<Path> fromSettings(Path settings) {
    if (!Files.isRegularFile(settings)) {
      return Optional.empty();
    }
    try {
      return Xml.read(settings)
          .text("localRepository")
          .map(text -> text.replace("${user.home}", System.getProperty("user.home", ".")))
          .map(Path::of);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      // Maven itself will say what is wrong with them, if it is needed.
      return Optional.empty();
    }
  }

  /** Says whether a file belongs to the repository. */
  boolean holds(Path file) {
    return file.toAbsolutePath().normalize().startsWith(root);
  }

  /** Returns the project file of an artifact, if it is there. */
  Optional<Path> pom(Coordinates name, String version) {
    return present(path(name, version, ".pom"));
  }

  /** Returns the jar of a dependency, fetched if need be; empty if it has become a problem. */
  Optional<Path> jar(Dependency dependency, Problems problems) {
    String version = dependency.version();
    if (version.isEmpty() || !Coordinates.isName(version)) {
      boolean range = version.matches("[\\[(].*");
      String what = range ? "the version range " + version : "the version " + version;
      problems.add(
          dependency
              .place()
              .error(
                  "the dependency "
                      + dependency.name()
                      + " has "
                      + (version.isEmpty() ? "no version" : what)
                      + "; name a plain version there"
                      + (range ? ", or of a library's dependency in your own build file" : "")));
      return Optional.empty();
    }
    Path jar = path(dependency.name(), version, ".jar");
    if (Files.isRegularFile(jar)) {
      return Optional.of(jar);
    }
    Optional<String> failure = fetcher.fetch(dependency.name(), version, "jar");
    if (failure.isPresent() || !Files.isRegularFile(jar)) {
      String why = failure.orElse("Maven did not put it there");
      problems.add(
          dependency
              .place()
              .error(
                  "the dependency "
                      + dependency
                      + " is not in "
                      + root
                      + " and was not fetched: "
                      + why
                      + "; if it is a module of yours, name its directory in -replace: "
                      + dependency.name()
                      + "=path"));
      return Optional.empty();
    }
    return Optional.of(jar);
  }

  /** Returns a project file, fetched if need be; empty if it has become a problem. */
  Optional<Path> pom(
      Coordinates name, String version, Path declaredIn, String what, Problems problems) {
    Path pom = path(name, version, ".pom");
    if (Files.isRegularFile(pom)) {
      return Optional.of(pom);
    }
    Optional<String> failure = fetcher.fetch(name, version, "pom");
    if (failure.isPresent() || !Files.isRegularFile(pom)) {
      problems.error(
          declaredIn,
          what
              + name
              + ":"
              + version
              + " is not in "
              + root
              + " and was not fetched: "
              + failure.orElse("Maven did not put it there"));
      return Optional.empty();
    }
    return Optional.of(pom);
  }

  /**
   * Returns what the user's Maven makes of a project; it is asked once for the same content.
   *
   * @param files the project and its parents
   * @param why what only Maven understands
   */
  Optional<Path> effective(
      Path project, List<Path> files, String why, InputCollector inputs, Problems problems) {
    List<Path> asked = new ArrayList<>(files);
    Path top = files.get(files.size() - 1).toAbsolutePath().normalize();
    asked.add(top.resolveSibling(".mvn").resolve("maven.config"));
    asked.add(Path.of(System.getProperty("user.home", "."), ".m2", "settings.xml"));
    inputs.files(asked);
    try {
      Path model =
          root.resolve(".cache").resolve("hotbus").resolve(ContentKey.of(project, asked) + ".xml");
      if (Files.isRegularFile(model)) {
        return Optional.of(model);
      }
      Files.createDirectories(model.resolveSibling(""));
      Optional<String> failure = fetcher.effectivePom(project, model);
      if (failure.isEmpty() && Files.isRegularFile(model)) {
        return Optional.of(model);
      }
      String said = failure.orElse("nothing");
      problems.error(project, "only Maven understands " + why + ", and it failed: " + said);
    } catch (IOException e) {
      problems.error(project, "what Maven makes of it can not be kept: " + e);
    }
    return Optional.empty();
  }

  /** Returns where the jar of a dependency is, or would be; empty if its version is none. */
  Optional<Path> place(Dependency dependency) {
    String version = dependency.version();
    return Coordinates.isName(version)
        ? Optional.of(path(dependency.name(), version, ".jar"))
        : Optional.empty();
  }

  private Path path(Coordinates name, String version, String suffix) {
    Path folder = root.resolve(name.group().replace('.', '/')).resolve(name.artifact());
    return folder.resolve(version).resolve(name.artifact() + "-" + version + suffix);
  }

  private static Optional<Path> present(Path file) {
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /** Brings artifacts into a repository. */
  @FunctionalInterface
  public interface Fetcher {

    /**
     * Fetches an artifact and what it depends on.
     *
     * @param name the artifact
     * @param version its version
     * @param type {@code jar}, or {@code pom} for its project file alone
     * @return why that failed, empty if it did not
     */
    Optional<String> fetch(Coordinates name, String version, String type);

    /**
     * Writes the project that Maven makes of a project file, its parents and profiles and the
     * user's settings.
     *
     * @param project the project file
     * @param into the file to write
     * @return why that failed, empty if it did not
     */
    default Optional<String> effectivePom(Path project, Path into) {
      return Optional.of("there is no Maven");
    }
  }
}
