// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import hot.deployer.Mutants.Mutant;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever file comes, the good version answers, and the file is refused once, with a reason in one
 * line. {@code -Dhotbus.seed=N} makes other files in the slow run.
 */
class FuzzTest {

  private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);
  private static final Duration RESCAN = Duration.ofMillis(10);
  private static final Duration START_LIMIT = Duration.ofMillis(400);
  private static final int MAX_REASON = 3_000;

  @TempDir Path directory;

  @AfterEach
  void letGo() {
    Host.SHARED.remove("hold");
    Host.letGo();
  }

  @Test
  @Timeout(180)
  void survives100Mutants() throws Exception {
    survive(100, 7);
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void survives2000Mutants() throws Exception {
    survive(2_000, Long.getLong("hotbus.seed", 8));
  }

  private void survive(int count, long seed) throws Exception {
    Mutants mutants = new Mutants(new Random(seed));
    Map<String, Integer> outcomes = new TreeMap<>();
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong answers = new AtomicLong();
    try (Fixture fixture = new Fixture(directory)) {
      Host.SHARED.put("hold", "on");
      Mutants.victim().into(fixture.folder, "victim.jar");
      Deployer deployer = fixture.deploy(RESCAN, START_LIMIT);
      fixture.awaitChange(Kind.ADDED, 1);
      CompletableFuture<Void> asking =
          CompletableFuture.runAsync(() -> ask(fixture.context(), done, answers));
      for (int i = 0; i < count; i++) {
        Mutant mutant = mutants.next();
        String what = "seed %d, mutant %d: %s".formatted(seed, i, mutant.kind());
        String outcome = offer(fixture, mutant, what);
        outcomes.merge(mutant.kind().replaceAll(" .*", "") + " " + outcome, 1, Integer::sum);
        assertThat(asking).as(what).isNotDone();
      }
      long before = answers.get();
      await().atMost(Fixture.PATIENCE).until(() -> answers.get() > before + 1);
      done.set(true);
      asking.get();
      Files.deleteIfExists(fixture.folder.resolve("extra.jar"));
      PluginJar.talking("last", "1.0.0").into(fixture.folder, "last.jar");
      await()
          .atMost(Fixture.PATIENCE)
          .until(() -> deployer.plugins().stream().anyMatch(one -> one.id().equals("last")));
      LOG.info("fuzz seed={} answers={} outcomes={}", seed, answers, outcomes);
    }
  }

  /** Puts a mutant into the folder and returns what came of it. */
  private static String offer(Fixture fixture, Mutant mutant, String what) throws Exception {
    long before = fixture.last();
    Path file = PluginJar.put(mutant.bytes(), fixture.folder, mutant.file());
    List<Change> told =
        await(what)
            .atMost(Fixture.PATIENCE)
            .pollInSameThread()
            .pollInterval(Duration.ofMillis(5))
            .until(
                () -> {
                  fixture.rescan();
                  return fixture.changesSince(before);
                },
                changes -> !changes.isEmpty());
    fixture.rescan();
    List<Change> all = fixture.changesSince(before);
    assertThat(all).as(what).isEqualTo(told);
    // Another file may be tried again, since this one changes what it depends on.
    List<Change> refused =
        all.stream()
            .filter(one -> one.kind() == Kind.REFUSED && one.file().equals(mutant.file()))
            .toList();
    assertThat(refused).as(what).hasSizeLessThanOrEqualTo(1);
    for (Change change : refused) {
      assertThat(change.reason())
          .as(what)
          .startsWith(file.getFileName() + " ")
          .hasSizeLessThan(MAX_REASON)
          .matches("\\P{Cntrl}+");
    }
    return refused.isEmpty() ? "taken" : "refused";
  }

  /**
   * Asks the victim for as long as the test runs; ends early if there is none. With a tracker: a
   * look-up by filter fails in Felix while a bundle goes.
   */
  private static void ask(BundleContext context, AtomicBoolean done, AtomicLong answers) {
    ServiceTracker<?, ?> victims = new ServiceTracker<>(context, filter(), null);
    victims.open();
    try {
      while (!done.get()) {
        assertThat(victims.getTracked().values())
            .isNotEmpty()
            .allSatisfy(victim -> assertThat(((Supplier<?>) victim).get()).isEqualTo("victim"));
        answers.incrementAndGet();
      }
    } finally {
      victims.close();
    }
  }

  private static Filter filter() {
    try {
      return FrameworkUtil.createFilter(
          "(&(objectClass=java.util.function.Supplier)(plugin=victim))");
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
