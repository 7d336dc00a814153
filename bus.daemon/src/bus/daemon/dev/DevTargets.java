// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import hot.codegen.CompileRequest;
import hot.codegen.host.HostPlatform;
import hot.codegen.watch.RequiredLibraries;
import hot.codegen.watch.WatchTarget;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The plugins of a session: a library before what needs it, each module once. */
final class DevTargets implements Supplier<List<WatchTarget>> {
  private final DevOptions options;
  private final HostPlatform host;

  DevTargets(DevOptions options, HostPlatform host) {
    this.options = options;
    this.host = host;
  }

  @Override
  public List<WatchTarget> get() {
    Map<Path, WatchTarget> targets = new LinkedHashMap<>();
    for (Path module : options.modules()) {
      WatchTarget target = target(module);
      RequiredLibraries.of(target.request()).modules().stream()
          .filter(library -> !options.modules().contains(library))
          .forEach(library -> targets.computeIfAbsent(library, this::target));
    }
    // Modules that were named may be libraries of each other; their order is the user's.
    options.modules().forEach(module -> targets.computeIfAbsent(module, this::target));
    return List.copyOf(targets.values());
  }

  private WatchTarget target(Path module) {
    String name = String.valueOf(module.getFileName());
    // Two modules may have directories of the same name.
    String number = Integer.toHexString(module.hashCode());
    // Without the build hash: the next one takes its place in one step.
    Path output = options.plugins().resolve(name + "-" + number + ".jar");
    CompileRequest request = CompileRequest.of(List.of(module), output, host);
    for (Map.Entry<String, Path> replacement : options.replacements().entrySet()) {
      request = request.withReplacement(replacement.getKey(), replacement.getValue());
    }
    return new WatchTarget(name, request);
  }
}
