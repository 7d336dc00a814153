// SPDX-License-Identifier: Apache-2.0
package bus.daemon.demo;

import bus.daemon.DaemonException;
import bus.daemon.Distribution;
import bus.daemon.build.PluginHost;
import hot.codegen.Compilation;
import hot.codegen.Compilation.Compiled;
import hot.codegen.Compilation.Rejected;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import hot.codegen.host.HostPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Compiles the modules of the demo; warm from one to the next. */
final class DemoCompiler implements AutoCloseable {

  private final PluginCompiler compiler = new PluginCompiler();
  private final HostPlatform host;
  private final Scratch scratch;

  DemoCompiler(Distribution distribution, Scratch scratch) {
    this.host = PluginHost.of(distribution);
    this.scratch = scratch;
  }

  /** Compiles a module into a folder; the name of the bundle carries its build hash. */
  Compiled compile(String module, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path output = folder.resolve(module + "-{buildHash}.jar");
    Compilation compilation =
        compiler.compile(CompileRequest.of(List.of(scratch.module(module)), output, host));
    if (compilation instanceof Rejected rejected) {
      throw new DaemonException(
          rejected.problems().stream()
              .map(Object::toString)
              .collect(Collectors.joining("\n", "module " + module + " does not compile\n", "")));
    }
    return (Compiled) compilation;
  }

  @Override
  public void close() throws IOException {
    compiler.close();
  }
}
