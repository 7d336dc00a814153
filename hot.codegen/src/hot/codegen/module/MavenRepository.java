// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      String what = version.isEmpty() ? "no version" : "the version " + version;
      problems.error(
          dependency.declaredIn(),
          "the dependency " + dependency.name() + " has " + what + "; name a plain version there");
      return Optional.empty();
    }
    Path jar = path(dependency.name(), version, ".jar");
    if (Files.isRegularFile(jar)) {
      return Optional.of(jar);
    }
    Optional<String> failure = fetcher.fetch(dependency.name(), version);
    if (failure.isPresent() || !Files.isRegularFile(jar)) {
      String why = failure.orElse("Maven did not put it there");
      problems.error(
          dependency.declaredIn(),
          "the dependency "
              + dependency
              + " is not in "
              + root
              + " and was not fetched: "
              + why
              + "; if it is a module of yours, name its directory in -replace: "
              + dependency.name()
              + "=path");
      return Optional.empty();
    }
    return Optional.of(jar);
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
     * @return why that failed, empty if it did not
     */
    Optional<String> fetch(Coordinates name, String version);
  }
}
