// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.daemon.Distribution;
import bus.daemon.build.PluginHost;
import hot.codegen.Compilation;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import hot.codegen.host.HostPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of so many small plugins, and a configuration that runs the controller of each. */
final class Installation {

  private static final String CONTROLLER =
      """
      package bench.pNUMBER;

      @bus.api.controller.ControllerType(id = "bench/nNUMBER", version = "1.0.0")
      public final class Idle implements bus.api.controller.Controller {}
      """;

  private final Path root;

  private Installation(Path root) {
    this.root = root;
  }

  /** Compiles the plugins. */
  static Installation make(Path root, int count) throws IOException {
    HostPlatform host =
        PluginHost.of(Distribution.at(Path.of(System.getProperty(Distribution.HOME))));
    StringBuilder config = new StringBuilder();
    try (PluginCompiler compiler = new PluginCompiler()) {
      for (int i = 0; i < count; i++) {
        Path module = root.resolve("modules/p" + i);
        put(module.resolve("bnd.bnd"), "Hotbus-Plugin-Id: bench.p" + i + "\n");
        String source = CONTROLLER.replace("NUMBER", Integer.toString(i));
        put(module.resolve("src/bench/p" + i + "/Idle.java"), source);
        Path jar = root.resolve("plugins/p" + i + ".jar");
        Compilation made = compiler.compile(CompileRequest.of(List.of(module), jar, host));
        if (!(made instanceof Compilation.Compiled)) {
          throw new IllegalStateException(made.toString());
        }
        config.append("key" + i + ":\n  id: bench/n" + i + "\n");
      }
    }
    put(root.resolve("config.yaml"), config.toString());
    return new Installation(root);
  }

  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Starts a daemon with these plugins; its state is in the folder of that name. */
  HotbusProcess daemon(String state, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("daemon", "-c", "config.yaml"));
    arguments.addAll(List.of("--plugins", "plugins", "--state", state, "--no-shell"));
    arguments.addAll(List.of(more));
    return HotbusProcess.start(root, arguments);
  }

  /** Returns a file of a state folder. */
  Path state(String state, String file) {
    return root.resolve(state).resolve(file);
  }
}
