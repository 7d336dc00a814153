// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The compiler as a bundle. */
class CompilerInFrameworkTest {

  @TempDir Path root;

  @Test
  void compilesInsideAFramework() throws Exception {
    Path module = root.resolve("m/src/demo/hello");
    Files.createDirectories(module);
    Files.writeString(module.resolve("Hello.java"), Sandbox.CONTROLLER);
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    Framework framework =
        factory.newFramework(
            Map.of(
                Constants.FRAMEWORK_STORAGE,
                root.resolve("framework").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.slf4j;version=2.0.17,org.slf4j;version=1.7.36"));
    framework.start();
    try {
      List<Bundle> bundles = new ArrayList<>();
      for (Path jar : TestHost.compilerBundles()) {
        try (var in = Files.newInputStream(jar)) {
          bundles.add(framework.getBundleContext().installBundle(jar.toString(), in));
        }
      }
      Bundle compiler = bundles.get(0);
      compiler.start();
      assertThat(compile(compiler)).isEqualTo("Compiled");
      try (var files = Files.list(root.resolve("out"))) {
        assertThat(files).hasSize(1);
      }
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  /** What a bundle that imports nothing of it can only do by reflection. */
  private String compile(Bundle bundle) throws Exception {
    Class<?> hosts = bundle.loadClass("hot.codegen.host.HostPlatform");
    Class<?> requests = bundle.loadClass("hot.codegen.CompileRequest");
    Object host = hosts.getMethod("of", List.class).invoke(null, TestHost.jars());
    Object request =
        requests
            .getMethod("of", List.class, Path.class, hosts)
            .invoke(null, List.of(root.resolve("m")), root.resolve("out/{buildHash}.jar"), host);
    Class<?> type = bundle.loadClass("hot.codegen.PluginCompiler");
    try (AutoCloseable compiler = (AutoCloseable) type.getConstructor().newInstance()) {
      Object result = type.getMethod("compile", requests).invoke(compiler, request);
      return result.getClass().getSimpleName();
    }
  }
}
