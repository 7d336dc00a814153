// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a session is to do.
 *
 * @param modules the modules, absolute, each of which becomes a plugin
 * @param configs the configuration files; if there is none, all controllers run with their defaults
 * @param replacements paths of modules or jars by {@code group:artifact}
 * @param state where it works
 * @param workspace the bnd workspace whose bundles are taken as they are built there
 */
record DevOptions(
    List<Path> modules,
    List<ConfigSource> configs,
    Map<String, Path> replacements,
    Path state,
    Optional<Path> workspace) {

  DevOptions {
    modules = List.copyOf(modules);
    configs = List.copyOf(configs);
    replacements = Map.copyOf(replacements);
  }

  /** A configuration file: as it was named, and where it is. */
  record ConfigSource(Path given, Path file) {}

  Path plugins() {
    return state.resolve("plugins");
  }
}
