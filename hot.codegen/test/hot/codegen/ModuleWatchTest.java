// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.watch.WatchEvent;
import hot.codegen.watch.WatchTarget;
import hot.codegen.watch.WatchTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules under watch, with the real compiler and the events of the real file system (27.5). */
@Timeout(180)
class ModuleWatchTest {

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    root = root.toRealPath();
    sandbox = new Sandbox(root);
    sandbox.write("m/bnd.bnd", "Bundle-SymbolicName: demo.hello\n");
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/demo/hello/Text.java", text("one"));
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static String text(String value) {
    return "package demo.hello;\n\nfinal class Text {\n  static String text() { return \""
        + value
        + "\"; }\n}\n";
  }

  private WatchTarget target(String name) {
    Path out = root.resolve("out").resolve(name + "-{buildHash}.jar");
    return new WatchTarget(
        name, CompileRequest.of(List.of(root.resolve(name)), out, TestHost.platform()));
  }

  private Watching watch() throws Exception {
    Watching watching = Watching.of(sandbox.compiler, target("m"));
    assertThat(watching.round().one().pluginId()).isEqualTo("demo.hello");
    return watching;
  }

  @Test
  void buildsWhatIsSavedInPlaceOrByRename() throws Exception {
    try (Watching watching = watch()) {
      sandbox.write("m/src/demo/hello/Text.java", text("two"));
      Watching.Round first = watching.round();
      assertThat(first.files()).containsExactly("MODIFIED Text.java");
      assertThat(first.one().unchanged()).isFalse();

      // As vim does it: a probe, a backup, a new file, the backup goes.
      Path file = root.resolve("m/src/demo/hello/Text.java");
      Files.createFile(file.resolveSibling("4913"));
      Files.delete(file.resolveSibling("4913"));
      Files.move(file, file.resolveSibling("Text.java~"));
      Files.writeString(file, text("three"));
      Files.delete(file.resolveSibling("Text.java~"));
      Watching.Round second = watching.round();
      assertThat(second.files()).containsExactly("MODIFIED Text.java");

      // As others do it: a temporary file takes its place.
      Path beside = sandbox.write("m/src/demo/hello/Text.java.tmp", text("four"));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Watching.Round third = watching.round();
      assertThat(third.files()).containsExactly("MODIFIED Text.java");
      assertThat(List.of(first.one(), second.one(), third.one()))
          .extracting(Compilation.Compiled::buildHash)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void followsNewRenamedAndDeletedFilesAndDirectories() throws Exception {
    try (Watching watching = watch()) {
      sandbox.write("m/src/demo/deep/er/Deep.java", "package demo.deep.er;\nclass Deep {}\n");
      Watching.Round added = watching.round();
      assertThat(added.files()).containsExactly("ADDED Deep.java");
      assertThat(Sandbox.entries(added.one().bundle())).contains("demo/deep/er/Deep.class");

      // The new directory is watched, too.
      sandbox.write("m/src/demo/deep/er/Deep.java", "package demo.deep.er;\nclass Deep2 {}\n");
      assertThat(watching.round().files()).containsExactly("MODIFIED Deep.java");

      Files.move(root.resolve("m/src/demo/deep"), root.resolve("m/src/demo/flat"));
      Watching.Round moved = watching.round();
      assertThat(moved.files()).containsExactly("DELETED Deep.java", "ADDED Deep.java");
      sandbox.write("m/src/demo/flat/er/Deep.java", "package demo.deep.er;\nclass Deep3 {}\n");
      assertThat(Sandbox.entries(watching.round().one().bundle()))
          .contains("demo/deep/er/Deep3.class")
          .doesNotContain("demo/deep/er/Deep2.class");

      Files.delete(root.resolve("m/src/demo/flat/er/Deep.java"));
      Watching.Round deleted = watching.round();
      assertThat(deleted.files()).containsExactly("DELETED Deep.java");
      assertThat(Sandbox.entries(deleted.one().bundle()))
          .doesNotContain("demo/deep/er/Deep3.class");
    }
  }

  @Test
  void buildsNothingForAFileWhoseContentIsTheSame() throws Exception {
    try (Watching watching = watch()) {
      sandbox.write("m/src/demo/hello/Text.java", text("one"));
      sandbox.write("m/src/demo/hello/.Text.java.swp", "x");
      sandbox.write("m/generated/anything.txt", "x");
      assertThat(watching.quiet(Duration.ofMillis(300))).isTrue();
      sandbox.write("m/src/demo/hello/Text.java", text("two"));
      assertThat(watching.round().files()).containsExactly("MODIFIED Text.java");
    }
  }

  @Test
  void collectsHundredsOfFilesAsOneChangeWhileGitHoldsItsLock() throws Exception {
    sandbox.write(".git/HEAD", "ref: refs/heads/main\n");
    try (Watching watching = watch()) {
      Path lock = sandbox.write(".git/index.lock", "");
      for (int i = 0; i < 300; i++) {
        sandbox.write("m/src/demo/many/C" + i + ".java", "package demo.many;\nclass C" + i + " {}");
        if (i % 100 == 0) {
          // Longer than it waits for quiet; only the lock says that there is more to come.
          assertThat(watching.quiet(Duration.ofMillis(150))).isTrue();
        }
      }
      Files.delete(lock);
      Watching.Round round = watching.round();
      assertThat(round.files()).hasSize(300);
      assertThat(round.built()).hasSize(1);
    }
  }

  @Test
  void goesOnAfterABuildThatFails() throws Exception {
    try (Watching watching = watch()) {
      sandbox.write(
          "m/src/demo/hello/Text.java", "package demo.hello;\nclass Text { int x = ; }\n");
      assertThat(sandbox.text(watching.round().failed().problems()))
          .startsWith("m/src/demo/hello/Text.java:2:22: error: ");
      Files.move(root.resolve("m/bnd.bnd"), root.resolve("bnd.bnd"));
      Files.move(root.resolve("m/src"), root.resolve("elsewhere"));
      watching.round();
      Files.move(root.resolve("elsewhere"), root.resolve("m/src"));
      sandbox.write("m/src/demo/hello/Text.java", text("two"));
      sandbox.write("m/bnd.bnd", "Bundle-SymbolicName: demo.again\n");
      Watching.Round round = watching.round();
      while (round.built().isEmpty()) {
        round = watching.round();
      }
      assertThat(round.one().factories()).hasSize(1);
    }
  }

  @Test
  void buildsAgainWhatHasChangedDuringABuild() throws Exception {
    AtomicBoolean once = new AtomicBoolean();
    try (Watching watching = watch()) {
      watching.also =
          event -> {
            if (event instanceof WatchEvent.Built && once.compareAndSet(false, true)) {
              sandbox.write("m/src/demo/hello/Text.java", text("three"));
            }
          };
      sandbox.write("m/src/demo/hello/Text.java", text("two"));
      String first = watching.round().one().buildHash();
      assertThat(watching.round().one().buildHash()).isNotEqualTo(first);
    }
  }

  @Test
  void goesOnWhenAListenerOrTheCompilerFails() throws Exception {
    try (Watching watching = watch()) {
      List<WatchEvent> failed = new ArrayList<>();
      watching.also =
          event -> {
            if (event instanceof WatchEvent.Building && failed.isEmpty()) {
              failed.add(event);
              throw new IllegalStateException("a listener that fails on purpose");
            }
          };
      sandbox.write("m/src/demo/hello/Text.java", text("two"));
      assertThat(watching.round().built()).hasSize(1);
      watching.rebuild();
      assertThat(watching.round().one().unchanged()).isTrue();
      assertThat(failed).hasSize(1);
    }
  }

  @Test
  void watchesReplacementsAndTheProjectFilesThatNameThem() throws Exception {
    sandbox.write(
        "words/src/demo/words/Words.java", "package demo.words;\npublic class Words {}\n");
    Path jar =
        sandbox.jar(
            "lib/more.jar", Map.of(), Map.of("more/A.java", "package more; public class A {}"));
    try (Watching watching = watch()) {
      sandbox.write(
          "m/bnd.bnd",
          "Bundle-SymbolicName: demo.hello\n"
              + "-dependencies: demo:words:1, demo:more:1;overlay=all\n"
              + "-replace: demo:words=../words, demo:more=../lib/more.jar\n");
      assertThat(watching.round().files()).containsExactly("MODIFIED bnd.bnd");

      sandbox.write(
          "words/src/demo/words/Words.java",
          "package demo.words;\npublic class Words { int a; }\n");
      Watching.Round words = watching.round();
      assertThat(words.files()).containsExactly("MODIFIED Words.java");
      assertThat(words.one().unchanged()).isFalse();

      Path next =
          sandbox.jar(
              "lib/next.jar",
              Map.of(),
              Map.of("more/A.java", "package more; public class A { int b; }"));
      Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
      assertThat(watching.round().files()).containsExactly("MODIFIED more.jar");
    }
  }

  @Test
  void watchesTheParentOfAMavenModule() throws Exception {
    sandbox.write("pom.xml", parent("3"));
    sandbox.write(
        "maven/pom.xml",
        "<project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId>"
            + "<artifactId>p</artifactId><version>1</version></parent>"
            + "<artifactId>hello</artifactId><version>${number}</version></project>");
    sandbox.write("maven/src/main/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
    try (Watching watching = Watching.of(sandbox.compiler, target("maven"))) {
      assertThat(watching.round().one().version()).isEqualTo("3");
      sandbox.write("pom.xml", parent("4"));
      Watching.Round round = watching.round();
      assertThat(round.files()).containsExactly("MODIFIED pom.xml");
      assertThat(round.one().version()).isEqualTo("4");
    }
  }

  private static String parent(String number) {
    return "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId>"
        + "<artifactId>p</artifactId><version>1</version><packaging>pom</packaging>"
        + "<properties><number>"
        + number
        + "</number></properties></project>";
  }

  @Test
  void buildsOnlyWhatAChangeConcernsAndLibrariesFirst() throws Exception {
    sandbox.write("lib/src/demo/lib/Lib.java", "package demo.lib;\npublic class Lib {}\n");
    sandbox.write(
        "lib/src/demo/lib/package-info.java",
        "@org.osgi.annotation.bundle.Export\n@org.osgi.annotation.versioning.Version(\"1.0.0\")\n"
            + "package demo.lib;\n");
    sandbox.write(
        "m/bnd.bnd",
        "Bundle-SymbolicName: demo.hello\n-dependencies: demo:lib:1;scope=provided\n"
            + "-replace: demo:lib=../lib\n");
    sandbox.write("other/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    try (Watching watching =
        Watching.of(sandbox.compiler, target("lib"), target("m"), target("other"))) {
      assertThat(watching.round().targets()).containsExactly("lib", "m", "other");
      sandbox.write(
          "lib/src/demo/lib/Lib.java", "package demo.lib;\npublic class Lib { int a; }\n");
      assertThat(watching.round().targets()).containsExactly("lib", "m");
      sandbox.write("m/src/demo/hello/Text.java", text("two"));
      assertThat(watching.round().targets()).containsExactly("m");
    }
  }

  @Test
  void takesUpTargetsThatAProjectFileAdds() throws Exception {
    sandbox.write("late/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    List<WatchTarget> both = List.of(target("m"), target("late"));
    AtomicBoolean more = new AtomicBoolean();
    try (Watching watching =
        Watching.of(
            sandbox.compiler, () -> more.get() ? both : both.subList(0, 1), WatchTimes.DEFAULT)) {
      assertThat(watching.round().targets()).containsExactly("m");
      more.set(true);
      sandbox.write("m/bnd.bnd", "Bundle-SymbolicName: demo.other\n");
      assertThat(watching.round().targets()).containsExactly("m", "late");
      sandbox.write("late/src/demo/hello/Text.java", text("two"));
      assertThat(watching.round().targets()).containsExactly("late");
    }
  }

  @Test
  void doesNotTakeItsOwnOutputForAChange() throws Exception {
    Path out = root.resolve("m/src/plugin-{buildHash}.jar");
    WatchTarget inside =
        new WatchTarget(
            "m", CompileRequest.of(List.of(root.resolve("m")), out, TestHost.platform()));
    try (Watching watching = Watching.of(sandbox.compiler, inside)) {
      watching.round();
      assertThat(watching.quiet(Duration.ofMillis(300))).isTrue();
    }
  }
}
