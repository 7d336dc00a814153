// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.host.HostPlatform;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to compile, and where to.
 *
 * @param modules the directories of the modules whose factories the plugin has, at least one; the
 *     first one says what the plugin is called and how it is assembled
 * @param output the file to write; its name may contain {@code {buildHash}}
 * @param pluginId the plugin id, instead of what the first module says
 * @param version the plugin version, instead of what the first module says; may contain {@code
 *     {buildHash}}
 * @param replacements paths of modules or jars by {@code group:artifact} or {@code
 *     group:artifact:version}, which stand for these artifacts wherever something depends on them
 * @param host where the plugin will run
 * @param workDirectory where a generation writes its sources, and a compilation sources and
 *     classes, below {@code sources} and {@code classes}; if empty they stay in memory
 * @param release the Java release to compile for; 0 for the highest that a module asks for, and no
 *     less than 17
 * @param factories the full names of the factories to register, or of controllers whose factories
 *     are, instead of what the modules say; empty if that counts
 */
public record CompileRequest(
    List<Path> modules,
    Path output,
    Optional<String> pluginId,
    Optional<String> version,
    Map<String, Path> replacements,
    HostPlatform host,
    Optional<Path> workDirectory,
    int release,
    List<String> factories) {

  /** The release of the API, which no plugin can do without. */
  static final int OLDEST_RELEASE = 17;

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no module, or the release is older than 17
   */
  public CompileRequest {
    modules = List.copyOf(modules);
    factories = List.copyOf(factories);
    replacements = Map.copyOf(replacements);
    if (modules.isEmpty()) {
      throw new IllegalArgumentException("modules must not be empty");
    }
    if (release != 0 && release < OLDEST_RELEASE) {
      throw new IllegalArgumentException("release must be at least 17, is " + release);
    }
  }

  /**
   * Makes a request with nothing but what it must have.
   *
   * @param modules the directories of the modules
   * @param output the file to write
   * @param host where the plugin will run
   * @return the request, for the Java release that the modules ask for
   */
  public static CompileRequest of(List<Path> modules, Path output, HostPlatform host) {
    Optional<String> unsaid = Optional.empty();
    return new CompileRequest(
        modules, output, unsaid, unsaid, Map.of(), host, Optional.empty(), 0, List.of());
  }

  /**
   * Sets the plugin id.
   *
   * @param id the plugin id
   * @return a copy
   */
  public CompileRequest withPluginId(String id) {
    return new CompileRequest(
        modules,
        output,
        Optional.of(id),
        version,
        replacements,
        host,
        workDirectory,
        release,
        factories);
  }

  /**
   * Sets the plugin version.
   *
   * @param number the plugin version
   * @return a copy
   */
  public CompileRequest withVersion(String number) {
    return new CompileRequest(
        modules,
        output,
        pluginId,
        Optional.of(number),
        replacements,
        host,
        workDirectory,
        release,
        factories);
  }

  /**
   * Adds a replacement.
   *
   * @param artifact {@code group:artifact}, or {@code group:artifact:version} if only that version
   *     is meant
   * @param path the directory of a module, or a jar
   * @return a copy
   */
  public CompileRequest withReplacement(String artifact, Path path) {
    Map<String, Path> all = new LinkedHashMap<>(replacements);
    all.put(artifact, path);
    return new CompileRequest(
        modules, output, pluginId, version, all, host, workDirectory, release, factories);
  }

  /**
   * Sets where generated sources and classes are written.
   *
   * @param directory a directory; made if need be
   * @return a copy
   */
  public CompileRequest withWorkDirectory(Path directory) {
    return new CompileRequest(
        modules,
        output,
        pluginId,
        version,
        replacements,
        host,
        Optional.of(directory),
        release,
        factories);
  }

  /**
   * Sets the Java release.
   *
   * @param number 17 or more
   * @return a copy
   */
  public CompileRequest withRelease(int number) {
    return new CompileRequest(
        modules, output, pluginId, version, replacements, host, workDirectory, number, factories);
  }

  /**
   * Names the factories to register, and no others.
   *
   * @param names full names of classes
   * @return a copy
   */
  public CompileRequest withFactories(List<String> names) {
    return new CompileRequest(
        modules, output, pluginId, version, replacements, host, workDirectory, release, names);
  }
}
