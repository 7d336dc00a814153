// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.PluginConstants;
import hot.codegen.host.HostPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a compilation writes. */
class OutputTest {

  private static final HostPlatform HOST = TestHost.platform();

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private CompileRequest request(String module, String output) {
    return CompileRequest.of(List.of(root.resolve(module)), root.resolve(output), HOST);
  }

  private void hello(String module) {
    sandbox.write(module + "/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write(module + "/src/demo/hello/text.properties", "a=b\n");
    sandbox.write(module + "/bnd.bnd", "Bundle-SymbolicName: demo.hello\nBundle-Version: 1.2.0\n");
  }

  @Test
  void givesTheSameBytesFromAnotherDirectory() throws IOException {
    hello("here");
    hello("there/deeper");
    Path old = root.resolve("there/deeper/src/demo/hello/Hello.java");
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000_000L));
    Path one = sandbox.compiled(request("here", "one/{buildHash}.jar")).bundle();
    try (Sandbox other = new Sandbox(root)) {
      Path two = other.compiled(request("there/deeper", "two/{buildHash}.jar")).bundle();
      assertThat(two.getFileName()).isEqualTo(one.getFileName());
      assertThat(two).hasSameBinaryContentAs(one);
    }
  }

  @Test
  void putsTheBuildHashIntoNameAndHeader() {
    hello("m");
    Compilation.Compiled plugin = sandbox.compiled(request("m", "out/hello-{buildHash}.jar"));
    assertThat(plugin.buildHash()).matches("[0-9a-f]{16}");
    assertThat(plugin.bundle()).hasFileName("hello-" + plugin.buildHash() + ".jar");
    var headers = Sandbox.headers(plugin.bundle());
    assertThat(headers.getValue(PluginConstants.HEADER_BUILD_HASH)).isEqualTo(plugin.buildHash());
    assertThat(headers.getValue(PluginConstants.HEADER_ID)).isEqualTo("demo.hello");
    assertThat(headers.getValue(PluginConstants.HEADER_VERSION)).isEqualTo("1.2.0");
    assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("demo.hello");
    assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.2.0");
    assertThat(headers.getValue("Bundle-Activator")).isEqualTo("demo.hello.plugin.Activator");
    assertThat(headers.getValue("Provide-Capability"))
        .isEqualTo(
            "bus.controller;bus.controller=\"demo/hello\";version:Version=\"1.2.3\";effective:=active");
    assertThat(headers.getValue("Import-Package"))
        .contains("bus.api.controller;version=\"[1.0,2)\"");
    assertThat(headers.getValue("Private-Package")).isNull();
    assertThat(headers.getValue("Require-Bundle")).isNull();
    assertThat(headers.getValue("DynamicImport-Package")).isNull();
  }

  @Test
  void doesNotWriteTheSameAgain() throws IOException {
    hello("m");
    Compilation.Compiled first = sandbox.compiled(request("m", "out/{buildHash}.jar"));
    FileTime old = FileTime.fromMillis(1_000_000_000L);
    Files.setLastModifiedTime(first.bundle(), old);
    Compilation.Compiled second = sandbox.compiled(request("m", "out/{buildHash}.jar"));
    assertThat(first.unchanged()).isFalse();
    assertThat(second.unchanged()).isTrue();
    assertThat(Files.getLastModifiedTime(second.bundle())).isEqualTo(old);
  }

  @Test
  void writesADamagedOutputAgain() throws IOException {
    hello("m");
    Path bundle = sandbox.compiled(request("m", "out/{buildHash}.jar")).bundle();
    byte[] content = Files.readAllBytes(bundle);
    Files.write(bundle, new byte[] {1, 2, 3});
    assertThat(sandbox.compiled(request("m", "out/{buildHash}.jar")).unchanged()).isFalse();
    assertThat(bundle).hasBinaryContent(content);
  }

  @Test
  void changesTheHashWithASourceAResourceAndAHeader() {
    hello("m");
    String first = sandbox.compiled(request("m", "out/hello.jar")).buildHash();
    sandbox.write("m/src/demo/hello/text.properties", "a=c\n");
    String second = sandbox.compiled(request("m", "out/hello.jar")).buildHash();
    sandbox.write("m/src/demo/hello/More.java", "package demo.hello;\nclass More {}\n");
    String third = sandbox.compiled(request("m", "out/hello.jar")).buildHash();
    String fourth =
        sandbox.compiled(request("m", "out/hello.jar").withVersion("2.0.0")).buildHash();
    assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
  }

  @Test
  void removesWhatIsSupersededAndNothingElse() throws IOException {
    hello("m");
    sandbox.write("other/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    Path old = sandbox.compiled(request("m", "out/p-{buildHash}.jar")).bundle();
    Path foreign = sandbox.compiled(request("other", "out/p-{buildHash}.jar")).bundle();
    Path longer = Files.copy(old, root.resolve("out/my-p-0123456789abcdef.jar"));
    Path suffix = Files.copy(old, root.resolve("out/p-0123456789abcdef.jar.bak"));
    Path nohash = Files.copy(old, root.resolve("out/p-0123456789abcde.jar"));
    Path notJar = Files.writeString(root.resolve("out/p-0123456789abcdee.jar"), "no jar");
    Path folder = Files.createDirectory(root.resolve("out/p-aaaaaaaaaaaaaaaa.jar"));
    Path stale = Files.copy(old, root.resolve("out/p-bbbbbbbbbbbbbbbb.jar"));
    sandbox.write("m/src/demo/hello/text.properties", "changed\n");

    Path current = sandbox.compiled(request("m", "out/p-{buildHash}.jar")).bundle();

    assertThat(List.of(old, stale)).noneMatch(Files::exists);
    assertThat(List.of(current, foreign, longer, suffix, nohash, notJar, folder))
        .allMatch(Files::exists);
    try (var files = Files.list(root.resolve("out"))) {
      assertThat(files).hasSize(7);
    }
  }

  @Test
  void exportsWithoutImportingItself() {
    hello("m");
    sandbox.write("m/src/demo/words/Word.java", "package demo.words;\npublic class Word {}\n");
    sandbox.write(
        "m/src/demo/hello/User.java",
        "package demo.hello;\nclass User { demo.words.Word word; }\n");
    sandbox.write("m/bnd.bnd", "Export-Package: demo.words;version=1.4.0\n");
    var headers = Sandbox.headers(sandbox.compiled("m").bundle());
    assertThat(headers.getValue("Export-Package")).isEqualTo("demo.words;version=\"1.4.0\"");
    assertThat(headers.getValue("Import-Package")).doesNotContain("demo.words");
  }

  @Test
  void givesTheSameWhateverTheTime() throws IOException {
    hello("m");
    sandbox.write(
        "m/bnd.bnd",
        "Hotbus-Plugin-Id: m\nBundle-Version: 1.0.0.${tstamp}\nBuilt: ${now} ${long2date;0}\n"
            + "date: ${tstamp;yyyyMMddHHmmssSSS}\nStamp: ${date} ${random} ${currenttime}\n");
    Compilation.Compiled first = sandbox.compiled("m");
    Compilation.Compiled second = sandbox.compiled("m");
    assertThat(second.unchanged()).isTrue();
    assertThat(first.version()).isEqualTo("1.0.0.0");
    assertThat(sandbox.text(second.warnings()).lines())
        .allMatch(line -> line.endsWith("; Hotbus-Plugin-Version can have {buildHash} in it"))
        .extracting(line -> line.replaceFirst(" stands for 0, since it would .*", ""))
        .containsExactlyInAnyOrder(
            "m/bnd.bnd:2: warning: Bundle-Version: ${tstamp}",
            "m/bnd.bnd:3: warning: Built: ${now}",
            "m/bnd.bnd:4: warning: date: ${tstamp}",
            "m/bnd.bnd:5: warning: Stamp: ${random}");
  }

  @Test
  void leavesAMacroAloneThatTheModuleDefines() {
    hello("m");
    sandbox.write("m/bnd.bnd", "tstamp: 2027\nBundle-Version: 1.0.0.${tstamp}\n");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(plugin.version()).isEqualTo("1.0.0.2027");
    assertThat(plugin.warnings()).isEmpty();
  }

  @Test
  void takesResourcesFromSourcesAndFromInstructions() {
    hello("m");
    sandbox.write("m/extra/note.txt", "note");
    sandbox.write("m/src/META-INF/services/java.lang.Runnable", "demo.hello.Hello\n");
    sandbox.write(
        "m/bnd.bnd", "-includeresource: notes/note.txt=extra/note.txt\nHotbus-Group: g\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entry(bundle, "demo/hello/text.properties")).isEqualTo("a=b\n");
    assertThat(Sandbox.entry(bundle, "notes/note.txt")).isEqualTo("note");
    assertThat(Sandbox.entry(bundle, "META-INF/services/java.lang.Runnable"))
        .isEqualTo("demo.hello.Hello\n");
    assertThat(Sandbox.headers(bundle).getValue(PluginConstants.HEADER_GROUP)).isEqualTo("g");
  }

  @Test
  void leavesOutPackagesThatPrivatePackageDoesNotName() {
    hello("m");
    sandbox.write("m/src/demo/unused/Unused.java", "package demo.unused;\nclass Unused {}\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle()))
        .contains("demo/unused/Unused.class");
    sandbox.write("m/bnd.bnd", "Private-Package: demo.hello\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle()))
        .contains(
            "demo/hello/Hello.class", "demo/hello/HelloFactory.class", "m/plugin/Activator.class")
        .doesNotContain("demo/unused/Unused.class");
  }
}
