// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.daemon.RealDistribution;
import bus.daemon.build.PluginHost;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts a bundle into the folder of a bnd project as Bndtools does: written in place. */
record ProcessOfBndtools(Path folder) {

  Path build(Path source, Path generated) throws IOException {
    try (PluginCompiler compiler = new PluginCompiler()) {
      Path bundle = folder.resolve("elsewhere/test.hello.jar");
      Files.createDirectories(bundle.getParent());
      compiler.compile(
          CompileRequest.of(
                  List.of(source.getParent().getParent().getParent()),
                  bundle,
                  PluginHost.of(RealDistribution.get()))
              .withPluginId("test.hello"));
      return Files.copy(bundle, generated.resolve("test.hello.jar"));
    }
  }
}
