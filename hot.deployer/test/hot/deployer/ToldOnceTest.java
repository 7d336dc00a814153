// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.Quarantined;
import hot.deployer.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is refused is told once, however often it is looked at or tried (issue 5, 1 and 9). */
@Timeout(120)
class ToldOnceTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path directory;

  /** Root may read every file; so the deployer runs in a process without that right. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void tellsOnceOfAFileThatCanNotBeReadAndTakesItWhenItCan() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("plugins"));
    PluginJar.plugin("greeter", "1.0.0").into(folder, "greeter.jar");
    List<String> command = new ArrayList<>(withoutRightToReadAll());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(UnreadableChild.class.getName(), directory.toString()));
    Path log = directory.resolve("log");
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      child.destroyForcibly();
    }
    assertThat(Files.readAllLines(directory.resolve("told")))
        .containsExactly(
            "REFUSED greeter.jar can not be read by this user; let it (chmod u+r, or chown)",
            "ADDED greeter.jar is new");
  }

  private static List<String> withoutRightToReadAll() throws Exception {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    List<String> prefix = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    List<String> trial = new ArrayList<>(prefix);
    trial.add("true");
    try {
      boolean works = new ProcessBuilder(trial).start().waitFor() == 0;
      assumeTrue(works, "setpriv can not take the right to read all files from root here");
    } catch (IOException missing) {
      assumeTrue(false, "root can read all files, and there is no setpriv to take that from it");
    }
    return prefix;
  }

  @Test
  void tellsOnceOfAPluginThatIsTriedAgainAndFailsAgain() throws Exception {
    try (Fixture fixture = new Fixture(directory)) {
      PluginJar.plugin("bad", "1.0.0")
          .activator("bad", "bad", "if (true) throw new IllegalStateException(\"no port\");", "")
          .into(fixture.folder, "bad.jar");
      Deployer deployer = fixture.deploy(Fixture.NEVER, LIMIT);
      fixture.awaitChange(Kind.REFUSED, 1);
      // What comes offers something else than there was, so that the bad one is worth a try.
      PluginJar.talking("z", "1.0.0")
          .entry("z/api/readme", "here")
          .header("Export-Package", "z.api;version=\"1.2.0\"")
          .into(fixture.folder, "z.jar");
      fixture.awaitChange(Kind.ADDED, 1);
      fixture.rescan();
      fixture.rescan();

      assertThat(Host.SAID).filteredOn("start bad"::equals).hasSizeGreaterThan(1);
      assertThat(fixture.changes(Kind.REFUSED)).hasSize(1);
      assertThat(deployer.quarantine()).extracting(Quarantined::plugin).containsExactly("bad");
    }
  }
}
