// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.runtime.fixture.StressRun;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random operations on a bus, from threads and from inside callbacks, compared with a model of the
 * contract: each answer when it is given, and all that can be seen whenever the bus is at rest.
 */
class ModelStressTest {

  private static final Logger ENGINE = (Logger) LoggerFactory.getLogger("bus.runtime.engine");

  private final @Nullable Level before = ENGINE.getLevel();

  /** Failures are part of the test, and there are very many. */
  @BeforeEach
  void logNothing() {
    ENGINE.setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    ENGINE.setLevel(before);
  }

  /** Semantics 2-9: with one thread every single step has the result that the model says. */
  @Test
  void doesWhatTheModelSaysStepByStep() throws Exception {
    run(StressRun.ordinary(101, Duration.ofSeconds(3)), 1, 9, 3);
  }

  /** Semantics 2-9: a few directives, at which all threads work at once. */
  @Test
  void doesWhatTheModelSaysUnderContention() throws Exception {
    run(StressRun.ordinary(202, Duration.ofSeconds(4)), 4, 7, 150);
  }

  /** Semantics 2-9: many directives, so that handlers come and go under many. */
  @Test
  void doesWhatTheModelSaysOfManyDirectives() throws Exception {
    run(StressRun.ordinary(303, Duration.ofSeconds(4)), 3, 60, 400);
  }

  /** Any number of threads and directives, which the seed of a round decides on. */
  @Test
  @Tag("slow")
  void doesWhatTheModelSaysForLong() throws Exception {
    for (StressRun round : StressRun.slow(Duration.ofSeconds(120)).rounds()) {
      int choice = (int) Math.floorMod(round.seed() / 1_000, 15L);
      run(round, 1 + choice % 5, 7 * (1 + choice / 5 * 4), 150);
    }
  }

  private static void run(StressRun run, int threads, int names, int steps) throws Exception {
    Round.Done done = new Round.Done(0, 0);
    for (StressRun round : run.rounds()) {
      try {
        done = done.plus(new Round(round, threads, names, steps).run());
      } catch (Exception | AssertionError failed) {
        throw new AssertionError(round + ": " + failed.getMessage(), failed);
      }
    }
    LoggerFactory.getLogger(ModelStressTest.class).info("{} {} threads={}", run, done, threads);
  }
}
