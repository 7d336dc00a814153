// SPDX-License-Identifier: Apache-2.0
package bus.daemon.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./hotbus}, in a tree made for it, with a java that says how it was called. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
final class LauncherScriptTest {
  @TempDir Path folder;
  private Path root;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("a house")).toAbsolutePath();
    Files.copy(Path.of("../hotbus"), root.resolve("hotbus"));
  }

  private void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes a java home whose java prints its arguments; returns it. */
  private Path java(String version) throws IOException {
    Path home = folder.resolve("java " + version);
    executable(
        home.resolve("bin/java"),
        "if [ \"$1\" = -version ]; then echo 'openjdk version \""
            + version
            + "\"' >&2; exit; fi\n"
            + "for a; do echo \"<$a>\"; done");
    return home;
  }

  private void boot(Path home) throws IOException {
    Files.createDirectories(home.resolve("boot"));
    Files.writeString(home.resolve("boot/boot.txt"), "felix.jar\nbus.daemon.jar\n");
  }

  private Result run(Map<String, String> environment, Path script, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("HOTBUS_JAVA_OPTS");
    builder.environment().putAll(environment);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void startsAReleasedDistributionWithFelixFirst() throws Exception {
    boot(root);
    Result run =
        run(Map.of("JAVA_HOME", java("17.0.1").toString()), root.resolve("hotbus"), "a b", "c");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .contains("<-Dhotbus.home=" + root + ">")
        .contains("<" + root + "/boot/felix.jar:" + root + "/boot/bus.daemon.jar>")
        .endsWith("<bus.daemon.main.Main>", "<a b>", "<c>");
  }

  @Test
  void findsItsFolderThroughLinks() throws Exception {
    boot(root);
    Path first = Files.createSymbolicLink(root.resolve("link"), Path.of("hotbus"));
    Path second = Files.createSymbolicLink(folder.resolve("other"), first);
    Result run = run(Map.of("JAVA_HOME", java("21").toString()), second);
    assertThat(run.out().lines()).contains("<-Dhotbus.home=" + root + ">");
  }

  @Test
  void addsFlagsForTheCommandTheJavaAndTheUser() throws Exception {
    boot(root);
    Map<String, String> on17 =
        Map.of("JAVA_HOME", java("17.0.1").toString(), "HOTBUS_JAVA_OPTS", "-Xmx1g -ea");
    assertThat(run(on17, root.resolve("hotbus"), "compile").out().lines())
        .contains("<-XX:TieredStopAtLevel=1>", "<-Xmx1g>", "<-ea>")
        .noneMatch(line -> line.contains("unsafe") || line.contains("native"));
    Map<String, String> on25 = Map.of("JAVA_HOME", java("25").toString());
    assertThat(run(on25, root.resolve("hotbus"), "daemon").out().lines())
        .contains("<--sun-misc-unsafe-memory-access=allow>")
        .contains("<--enable-native-access=ALL-UNNAMED>")
        .doesNotContain("<-XX:TieredStopAtLevel=1>");
  }

  @Test
  void opensADebuggerPortOnLoopbackForDevOnly() throws Exception {
    boot(root);
    Map<String, String> java = Map.of("JAVA_HOME", java("17.0.1").toString());
    Path script = root.resolve("hotbus");
    String agent = "<-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:";
    assertThat(run(java, script, "dev", "m", "--debug").out().lines()).contains(agent + "5005>");
    assertThat(run(java, script, "dev", "--debug=5006", "m").out().lines())
        .contains(agent + "5006>");
    assertThat(run(java, script, "compile", "--debug").out()).doesNotContain("jdwp");
    Result wrong = run(java, script, "dev", "--debug=x");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).isEqualTo("hotbus: the port of --debug is x; expected a number\n");
  }

  @Test
  void saysWhatIsWrongWithJava() throws Exception {
    boot(root);
    Path script = root.resolve("hotbus");
    Result none = run(Map.of("JAVA_HOME", "/no/where"), script);
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err())
        .isEqualTo(
            "hotbus: JAVA_HOME is /no/where, which has no bin/java; point it at Java 17 or"
                + " newer\n");
    Result old = run(Map.of("JAVA_HOME", java("1.8.0_292").toString()), script);
    assertThat(old.code()).isEqualTo(1);
    assertThat(old.err()).startsWith("hotbus: found Java 1.8.0_292 (").endsWith("or newer\n");
  }

  @Test
  void saysThatItIsNeitherReleaseNorSources() throws Exception {
    Result run = run(Map.of("JAVA_HOME", java("17").toString()), root.resolve("hotbus"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "hotbus: " + root + " holds neither boot/boot.txt nor bndw; install Hotbus again\n");
  }

  @Test
  void buildsWhatIsOutOfDateAndOnlyThat() throws Exception {
    Path built = root.resolve("bus.daemon/generated/hotbus");
    executable(
        root.resolve("bndw"),
        "echo called >> '"
            + root
            + "/calls'\nmkdir -p '"
            + built
            + "/boot'\n"
            + "echo felix.jar > '"
            + built
            + "/boot/boot.txt'");
    for (String file :
        new String[] {"bnd.bnd", "cnf/build.bnd", "cnf/pom.xml", "bus.daemon/hotbus.bndrun"}) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), "");
    }
    for (String project :
        new String[] {
          "bus.api", "bus.runtime", "hot.codegen", "hot.deployer", "bus.shell", "bus.daemon"
        }) {
      Files.createDirectories(root.resolve(project).resolve("src"));
      Files.writeString(root.resolve(project).resolve("bnd.bnd"), "");
    }
    Map<String, String> java = Map.of("JAVA_HOME", java("17").toString());
    Result first = run(java, root.resolve("hotbus"));
    assertThat(first.err()).startsWith("hotbus: building").doesNotContain("called");
    assertThat(first.out()).contains("bus.daemon.main.Main");
    assertThat(run(java, root.resolve("hotbus")).err()).isEmpty();
    Path source = Files.writeString(root.resolve("bus.api/src/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run(java, root.resolve("hotbus")).err()).startsWith("hotbus: building");
    assertThat(Files.readString(root.resolve("calls"), StandardCharsets.UTF_8))
        .isEqualTo("called\ncalled\n");
  }

  @Test
  void buildsOnceMoreWhenTwoStartAtOnce() throws Exception {
    Path other = root.resolve("bus.daemon/generated/hotbus/boot");
    executable(
        root.resolve("bndw"),
        "mkdir -p '%s'; echo felix.jar > '%s/boot.txt'\n".formatted(other, other)
            + "test -n \"$INNER\" || INNER=1 sh '%s/hotbus' > '%s/inner' 2>&1"
                .formatted(root, folder));
    Result run = run(Map.of("JAVA_HOME", java("17").toString()), root.resolve("hotbus"));
    assertThat(run.err()).startsWith("hotbus: building").doesNotContain("mv:");
    assertThat(run.out()).contains("bus.daemon.main.Main");
    assertThat(folder.resolve("inner")).content().contains("bus.daemon.main.Main");
  }

  @Test
  void showsTheOutputOfABuildThatFails() throws Exception {
    executable(root.resolve("bndw"), "echo 'no such class'; exit 1");
    Result run = run(Map.of("JAVA_HOME", java("17").toString()), root.resolve("hotbus"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no such class").contains("hotbus: the build failed");
    assertThat(run.out()).isEmpty();
  }
}
