// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.KeyStatus;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.plugin.Plugins;
import bus.daemon.Distribution;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import bus.daemon.build.PluginHost;
import hot.codegen.Compilation;
import hot.codegen.Compilation.Compiled;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** A real host that runs modules of the demo, copied so that a test can edit them. */
final class SampleHost implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final Distribution distribution;
  private final PluginCompiler compiler = new PluginCompiler();
  private final HotbusHost host;
  final Bus bus;
  final Plugins plugins;

  SampleHost(Path folder) throws Exception {
    this.folder = folder;
    this.distribution = Distribution.at(Path.of(System.getProperty(Distribution.HOME)));
    copy(distribution.home().resolve("demo"), folder.resolve("modules"));
    Path watched = Files.createDirectories(folder.resolve("plugins"));
    host =
        HotbusHost.start(
            HostOptions.of(distribution, folder.resolve("state")).withPlugins(watched));
    bus = host.service(Bus.class, LIMIT);
    plugins = host.service(Plugins.class, LIMIT);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
      }
    }
  }

  Path module(String name) {
    return folder.resolve("modules").resolve(name);
  }

  /** Compiles modules into the plugin folder, one plugin each. */
  void deploy(String... modules) {
    for (String module : modules) {
      String name = module.replace('/', '.');
      Compilation compilation =
          compiler.compile(
              CompileRequest.of(
                  List.of(module(module)),
                  folder.resolve("plugins").resolve(name + "-{buildHash}.jar"),
                  PluginHost.of(distribution)));
      if (!(compilation instanceof Compiled)) {
        throw new AssertionError(compilation);
      }
    }
  }

  void edit(String file, String before, String after) throws IOException {
    Path source = folder.resolve("modules").resolve(file);
    String text = Files.readString(source);
    if (!text.contains(before)) {
      throw new AssertionError(source + " does not contain " + before);
    }
    Files.writeString(source, text.replace(before, after));
  }

  Reference<KeyStatus> apply(String yaml) throws InterruptedException {
    ConfigReader reader = host.service(ConfigReader.class, LIMIT);
    return bus.add(new ApplyConfigSet(reader.read(yaml, "test.yaml")));
  }

  /** Makes a directive whose class a library brings. */
  Directive<?> directive(String library, String type, Object... values) throws Exception {
    Bundle bundle =
        Arrays.stream(host.bundleContext().getBundles())
            .filter(each -> library.equals(each.getSymbolicName()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(library + " is not installed"));
    return (Directive<?>) bundle.loadClass(type).getConstructors()[0].newInstance(values);
  }

  @Override
  public void close() throws Exception {
    host.close();
    compiler.close();
  }
}
