// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects of a bnd workspace, read by bnd. */
class BndModuleTest {

  private static final String USER =
      "package demo.hello;\nclass User { String text = lib.Lib.TEXT; }\n";
  private static final String LIB =
      "package lib;\npublic class Lib { public static String TEXT = \"\"; }\n";

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("cnf/build.bnd", "Bundle-Version: ${base.version}\nbase.version: 3.2.1\n");
    sandbox.write("m/bnd.bnd", "");
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Map<String, String> bundle(String name, String version) {
    return Map.of(
        "Bundle-ManifestVersion",
        "2",
        "Bundle-SymbolicName",
        name,
        "Bundle-Version",
        version,
        "Export-Package",
        "lib;version=\"" + version + "\"");
  }

  @Test
  void inheritsWhatTheWorkspaceSays() {
    sandbox.write(
        "cnf/ext/more.bnd", "Bundle-Vendor: ${workspace.vendor}\nworkspace.vendor: Acme\n");
    sandbox.write(
        "m/bnd.bnd",
        "Bundle-Description: ${p} in ${basename;${workspace}}\n"
            + "-includeresource: LICENSE=licence.txt\n");
    sandbox.write("m/licence.txt", "free\n");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(plugin.version()).isEqualTo("3.2.1");
    assertThat(plugin.pluginId()).isEqualTo("m");
    assertThat(Sandbox.entries(plugin.bundle())).contains("LICENSE");
    var headers = Sandbox.headers(plugin.bundle());
    assertThat(headers.getValue("Bundle-Vendor")).isEqualTo("Acme");
    assertThat(headers.getValue("Bundle-Description")).isEqualTo("m in " + root.getFileName());
    assertThat(plugin.inputs().files())
        .contains(root.resolve("cnf/build.bnd"), root.resolve("cnf/ext/more.bnd"));
  }

  @Test
  void tellsWhereTheWorkspaceAsksForTheTime() {
    sandbox.write("cnf/build.bnd", "# All of them\nBundle-Version: 3.2.1.${tstamp}\n");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(plugin.version()).isEqualTo("3.2.1.0");
    assertThat(sandbox.text(plugin.warnings()))
        .startsWith("cnf/build.bnd:2: warning: Bundle-Version: ${tstamp} stands for 0, since");
  }

  @Test
  void noticesThatTheWorkspaceHasChanged() {
    assertThat(sandbox.compiled("m").version()).isEqualTo("3.2.1");
    sandbox.write("cnf/build.bnd", "Bundle-Version: 4.0.0.again\n");
    assertThat(sandbox.compiled("m").version()).isEqualTo("4.0.0.again");
  }

  @Test
  void takesProjectsOfTheBuildPathFromTheirSources() {
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.write("lib/bnd.bnd", "");
    sandbox.write("lib/src/lib/Lib.java", LIB);
    sandbox.write(
        "m/bnd.bnd", "-buildpath: bus.api;version=latest\n-buildpath.more: lib;version=snapshot\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle())).contains("lib/Lib.class");
    assertThat(root.resolve("lib/bin")).doesNotExist();
  }

  @Test
  void importsAProjectOfTheBuildPathThatIsProvided() {
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.write("lib/bnd.bnd", "Bundle-SymbolicName: lib\nExport-Package: lib;version=2.4\n");
    sandbox.write("lib/src/lib/Lib.java", LIB);
    sandbox.write("m/bnd.bnd", "-buildpath: lib;version=latest;scope=provided\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle)).doesNotContain("lib/Lib.class");
    assertThat(Sandbox.headers(bundle).getValue("Import-Package"))
        .contains("lib;version=\"[2.4,3)\"");
  }

  @Test
  void takesBundlesFromTheRepositoriesOfTheWorkspace() {
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.write(
        "cnf/build.bnd",
        "-plugin.local:" + " aQute.lib.deployer.FileRepo;name=Local;location=${workspace}/jars\n");
    sandbox.jar(
        "jars/acme.lib/acme.lib-1.5.0.jar",
        bundle("acme.lib", "1.5.0"),
        Map.of("lib/Lib.java", LIB));
    sandbox.write("m/bnd.bnd", "-buildpath: acme.lib;version='[1.2,2)'\n");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(Sandbox.entries(plugin.bundle())).contains("lib/Lib.class");
    assertThat(plugin.warnings()).isEmpty();
    assertThat(plugin.inputs().files()).contains(root.resolve("jars/acme.lib/acme.lib-1.5.0.jar"));
  }

  @Test
  void takesJarsByTheirFiles() {
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.jar("m/lib/lib.jar", Map.of(), Map.of("lib/Lib.java", LIB));
    sandbox.write("m/bnd.bnd", "-buildpath: lib/lib.jar;version=file\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle())).contains("lib/Lib.class");
  }

  @Test
  void refusesABundleThatNoRepositoryHas() {
    sandbox.write("m/bnd.bnd", "-buildpath: no.such;version='[1,2)'\n");
    for (int i = 0; i < 2; i++) {
      assertThat(sandbox.rejectedText("m"))
          .startsWith("m/bnd.bnd: error: -buildpath: no.such: no.such;version=[1,2) Not found in");
    }
  }

  @Test
  void refusesAnotherVersionOfABundleOfTheHost() {
    sandbox.write("m/bnd.bnd", "-buildpath: bus.api;version='[7,8)'\n");
    assertThat(sandbox.rejectedText("m"))
        .startsWith(
            "m/bnd.bnd: error: -buildpath: bus.api is wanted in version [7,8), but the host has it"
                + " in 0.1.0");
  }

  @Test
  void refusesAProjectThatIsSeveralBundles() {
    sandbox.write("m/bnd.bnd", "-sub: *.bnd\n");
    assertThat(sandbox.rejectedText("m")).contains("m/bnd.bnd: error: -sub makes several bundles");
  }

  @Test
  void readsTheFoldersThatAProjectNames() {
    sandbox.write("m/bnd.bnd", "src: one, two\n");
    sandbox.write("m/one/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/two/demo/hello/User.java", "package demo.hello;\nclass User {}\n");
    sandbox.write("m/src/demo/hello/Broken.java", "broken");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle()))
        .contains("demo/hello/Hello.class", "demo/hello/User.class");
  }

  @Test
  void compilesForTheReleaseOfTheWorkspace() {
    sandbox.write("cnf/build.bnd", "javac.source: 17\njavac.target: 98\n");
    assertThat(sandbox.rejectedText("m"))
        .startsWith("m/bnd.bnd: error: this Java (")
        .contains("can not compile for Java 98");
  }
}
