// SPDX-License-Identifier: Apache-2.0
package bus.daemon.crash;

import static org.assertj.core.api.Assertions.assertThat;

import bus.daemon.RealDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Design 6: after kill -9 at any point a restart runs the last good set. */
final class CrashTest {
  private static final String KILLED = "deployer begins after=a process that was killed";
  private static final int MAX_CHANGE_MICROS = 120_000;
  private static final int MAX_START_MICROS = 1_000_000;

  /** Four files with what they hold, held and are kept at. */
  private static final int MAX_STORED = 30;

  @TempDir Path directory;
  private final Path home = RealDistribution.get().home();
  private final Map<String, Integer> generations = new HashMap<>();
  private Random random = new Random(0);
  private int starts;

  @Test
  @Timeout(180)
  void runsTheLastGoodSetAfterEachOf20Kills() throws Exception {
    killAndRestart(20, 1);
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void runsTheLastGoodSetAfterEachOf200Kills() throws Exception {
    killAndRestart(200, Long.getLong("hotbus.seed", 2));
  }

  private void killAndRestart(int kills, long seed) throws Exception {
    random = new Random(seed);
    CrashFolder folder =
        new CrashFolder(directory.resolve("plugins"), directory.resolve("workshop"), random);
    List<String> story = new ArrayList<>(List.of("seed " + seed));
    CrashProcess process = start();
    check(process, folder, story);
    int killed = 0;
    while (killed < kills) {
      AtomicReference<CompletableFuture<Void>> kill = new AtomicReference<>();
      CrashProcess victim = process;
      int micros = random.nextInt(MAX_CHANGE_MICROS);
      CrashFolder.Change change = folder.change(process, () -> kill.set(victim.killAfter(micros)));
      story.add("kill %d: %s, after %d us".formatted(++killed, change, micros));
      kill.get().get(1, TimeUnit.MINUTES);
      process.awaitEnd();
      if (random.nextInt(5) == 0 && killed < kills) {
        int early = random.nextInt(MAX_START_MICROS);
        story.add("kill %d: at start, after %d us".formatted(++killed, early));
        CrashProcess starting = start();
        starting.killAfter(early).get(1, TimeUnit.MINUTES);
        starting.awaitEnd();
      }
      process = start();
      check(process, folder, story);
      assertThat(process.log()).as("%s", story).contains(KILLED);
    }
    process.kill();
  }

  private CrashProcess start() throws Exception {
    starts++;
    return CrashProcess.start(
        home,
        directory.resolve("state"),
        directory.resolve("plugins"),
        directory.resolve("log" + starts));
  }

  private void check(CrashProcess process, CrashFolder folder, List<String> story)
      throws Exception {
    String[] report = process.ask("look").split("\\|", -1);
    String what = String.join("\n", story) + "\nlog:\n" + process.log();
    assertThat(report[0]).as(what).isEqualTo(folder.expected());
    Map<String, String> running = new HashMap<>();
    for (String bundle : report[1].split(" ")) {
      String[] parts = bundle.split("[=/]");
      int generation = Integer.parseInt(parts[1]);
      assertThat(generation)
          .as("generation of %s, which no earlier process has given; %s", bundle, what)
          .isGreaterThan(generations.getOrDefault(parts[0], 0));
      assertThat(bundle).as(what).endsWith("/active");
      running.put(parts[0], parts[2]);
    }
    assertThat(running.keySet()).as(what).hasSize(report[0].split(" ").length);
    Arrays.stream(report[1].split(" "))
        .map(bundle -> bundle.split("[=/]"))
        .forEach(parts -> generations.merge(parts[0], Integer.parseInt(parts[1]), Math::max));
    assertThat(files("state/deployer/store")).as(what).hasSizeLessThan(MAX_STORED);
    assertThat(files("state/cache").stream().filter(name -> name.startsWith("bundle")))
        .as(what)
        .hasSizeLessThanOrEqualTo(Integer.parseInt(report[2]) + 1);
  }

  private List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
