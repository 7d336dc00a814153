// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.controller.ControllerFactory;
import hot.codegen.host.HostPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Plugins with libraries of their own, in a framework (W44: any versions beside each other). */
class OverlayInFrameworkTest {

  @TempDir Path root;
  private Sandbox sandbox;
  private TestFramework framework;

  @BeforeEach
  void start() throws Exception {
    sandbox = new Sandbox(root);
    framework = new TestFramework(root.resolve("framework"));
  }

  @AfterEach
  void stop() throws Exception {
    framework.close();
    sandbox.close();
  }

  private static Map<String, String> headers(String version) {
    return Map.of(
        "Bundle-ManifestVersion",
        "2",
        "Bundle-SymbolicName",
        "lib",
        "Bundle-Version",
        version,
        "Export-Package",
        "lib;version=\"" + version + "\"");
  }

  private static Map<String, String> library(String text) {
    return Map.of(
        "lib/Lib.java",
        "package lib;\npublic class Lib { public static String text() { return \""
            + text
            + "\"; } }\n");
  }

  /** A plugin that says what its library says. */
  private void plugin(String name, String version, String expression) {
    sandbox.write(
        name + "/src/demo/" + name + "/C.java",
        Sandbox.CONTROLLER
            .replace("package demo.hello;", "package demo." + name + ";")
            .replace("class Hello", "class C")
            .replace("Hello()", "C()")
            .replace("demo/hello", "demo/" + name));
    sandbox.write(
        name + "/src/demo/" + name + "/Says.java",
        "package demo."
            + name
            + ";\npublic class Says { public static String says() { return "
            + expression
            + "; } }\n");
    sandbox.write(name + "/bnd.bnd", "-dependencies: acme:lib:" + version + "\n");
  }

  private String says(HostPlatform host, String name) throws Exception {
    Bundle bundle = framework.install(sandbox.compiled(sandbox.request(host, name)).bundle());
    bundle.start();
    return (String) bundle.loadClass("demo." + name + ".Says").getMethod("says").invoke(null);
  }

  @Test
  void runTwoVersionsOfALibrarySideBySideAndANewerOneThanTheHosts() throws Exception {
    Path hosted = sandbox.jar("host.jar", headers("1.0.0"), library("host"));
    framework.install(hosted);
    HostPlatform host = sandbox.hostWith(hosted);
    sandbox.artifact("acme", "lib", "1.0.0", headers("1.0.0"), library("one"));
    sandbox.artifact("acme", "lib", "1.5.0", headers("1.5.0"), library("newer"));
    sandbox.artifact("acme", "lib", "2.0.0", headers("2.0.0"), library("two"));
    plugin("a", "1.0.0", "lib.Lib.text()");
    plugin("b", "1.5.0", "lib.Lib.text()");
    plugin("c", "2.0.0", "lib.Lib.text()");
    assertThat(List.of(says(host, "a"), says(host, "b"), says(host, "c")))
        .containsExactly("host", "newer", "two");
  }

  @Test
  void findProvidersOfServicesInsideThePlugin() throws Exception {
    Map<String, String> api = new TreeMap<>();
    api.put(
        "lib/Spi.java",
        "package lib;\npublic interface Spi { String text(); static String all() { StringBuilder b"
            + " = new StringBuilder(); for (Spi s : java.util.ServiceLoader.load(Spi.class))"
            + " b.append(s.text()); return b.toString(); } }\n");
    sandbox.artifact("acme", "lib", "1", Map.of(), api);
    Map<String, byte[]> compiled =
        new TreeMap<>(
            Javac.compile(
                Map.of(
                    "lib/Spi.java",
                    api.get("lib/Spi.java"),
                    "impl/Impl.java",
                    "package impl;\npublic class Impl implements lib.Spi { public String text() {"
                        + " return \"library \"; } }\n")));
    compiled.remove("lib/Spi.class");
    compiled.put(
        "META-INF/services/lib.Spi",
        "impl.Impl\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    sandbox.jarOf("impl.jar", Map.of(), compiled);
    plugin("a", "1", "lib.Spi.all()");
    sandbox.write(
        "a/bnd.bnd", "-dependencies: acme:lib:1, acme:impl:1\n-replace: acme:impl=../impl.jar\n");
    sandbox.write(
        "a/src/demo/a/Own.java",
        "package demo.a;\npublic class Own implements lib.Spi { public String text() { return \"own"
            + " \"; } }\n");
    sandbox.write("a/src/META-INF/services/lib.Spi", "demo.a.Own\n");
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThat(says(TestHost.platform(), "a")).isEqualTo("own library ");
    } finally {
      Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }
  }

  /** Makes a copy of the API with other versions of its packages. */
  private Path api(String version) throws IOException {
    Path api = TestHost.jar(ControllerFactory.class);
    Map<String, byte[]> entries = new TreeMap<>();
    Map<String, String> headers = new TreeMap<>();
    try (JarFile jar = new JarFile(api.toFile())) {
      jar.getManifest()
          .getMainAttributes()
          .forEach((name, value) -> headers.put(name.toString(), value.toString()));
      for (var entry : java.util.Collections.list(jar.entries())) {
        try (var in = jar.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    entries.remove(JarFile.MANIFEST_NAME);
    headers.computeIfPresent(
        "Export-Package", (k, v) -> v.replace("version=\"1.0.0\"", "version=\"" + version + "\""));
    headers.computeIfPresent("Import-Package", (k, v) -> v.replace("[1.0,1.1)", "[1.0,9)"));
    return sandbox.jarOf("api-" + version + ".jar", headers, entries);
  }

  private static List<Path> jarsWithApi(Path other) {
    Path api = TestHost.jar(ControllerFactory.class);
    List<Path> jars = new ArrayList<>(TestHost.jars());
    jars.replaceAll(jar -> jar.equals(api) ? other : jar);
    return jars;
  }

  @Test
  void failToResolveIfTheirApiIsNewerOrOfAnotherMajorVersion() throws Exception {
    plugin("a", "1", "\"hello\"");
    sandbox.write("a/bnd.bnd", "");
    for (String other : List.of("1.1.0", "2.0.0", "0.9.0")) {
      HostPlatform host = HostPlatform.of(jarsWithApi(api(other)));
      Bundle bundle = framework.install(sandbox.compiled(sandbox.request(host, "a")).bundle());
      assertThat(bundle.getHeaders().get("Import-Package"))
          .contains("bus.api.controller;version=\"[" + other.substring(0, 3));
      assertThatThrownBy(bundle::start)
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("bus.api.controller")
          .hasMessageContaining(other);
      bundle.uninstall();
    }
  }

  @Test
  void resolveIfTheirApiIsOlderThanTheHosts() throws Exception {
    for (Bundle bundle : framework.context().getBundles()) {
      if ("bus.api".equals(bundle.getSymbolicName())) {
        bundle.uninstall();
      }
    }
    framework.install(api("1.4.0"));
    plugin("a", "1", "\"hello\"");
    sandbox.write("a/bnd.bnd", "");
    assertThat(says(TestHost.platform(), "a")).isEqualTo("hello");
  }

  @Test
  void areRefusedWithBothVersionsIfTheySayThatTheyNeedAnotherApi() {
    plugin("a", "1", "\"hello\"");
    sandbox.write("a/bnd.bnd", "Import-Package: bus.api.controller;version='[2,3)', *\n");
    assertThat(sandbox.rejectedText("a"))
        .contains(
            "use the package bus.api.controller in version [2,3), but the host exports it in"
                + " 1.0.0");
  }
}
