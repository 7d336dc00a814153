// SPDX-License-Identifier: Apache-2.0
package bus.health;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.observe.HealthReport;
import bus.api.observe.HealthReport.Check;
import bus.api.observe.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HealthChecksTest {
  private final HealthChecks checks = new HealthChecks(Duration.ofSeconds(20));

  @AfterEach
  void close() {
    checks.close();
  }

  private static HealthCheck says(Result.Status status, String message) {
    return () -> new Result(status, message);
  }

  private static Map<String, Object> named(String name) {
    return Map.of(HealthCheck.NAME, name, HealthCheck.TAGS, new String[] {"a", "b"});
  }

  private HealthReport report() throws Exception {
    return checks.check().getValue();
  }

  @Test
  void isWellWithoutChecks() throws Exception {
    assertThat(report().status()).isEqualTo(HealthStatus.OK);
    assertThat(report().checks()).isEmpty();
  }

  @Test
  void saysTheWorstOfAll() throws Exception {
    checks.addCheck(says(Result.Status.WARN, "hot"), named("b"));
    checks.addCheck(says(Result.Status.OK, "fine"), Map.of("service.id", 7L));
    checks.addCheck(says(Result.Status.TEMPORARILY_UNAVAILABLE, "soon"), named("c"));
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthStatus.TEMPORARILY_UNAVAILABLE);
    assertThat(report.checks()).extracting(Check::name).containsExactly("7", "b", "c");
    assertThat(report.checks().get(1).findings()).containsExactly("hot");
    assertThat(report.checks().get(1).tags()).containsExactly("a", "b");
    assertThat(report.checks().get(0).tags()).isEmpty();
  }

  @Test
  void takesTheFindingsButNotWhatIsForDebugging() throws Exception {
    FormattingResultLog log = new FormattingResultLog();
    log.debug("inside");
    log.info("{} of {}\nare there", 1, 2);
    checks.addCheck(() -> new Result(log), named("a"));
    Check check = report().checks().get(0);
    assertThat(check.findings()).containsExactly("1 of 2 are there");
  }

  @Test
  void tellsTheCauseAsText() throws Exception {
    Exception cause = new IllegalStateException("cut");
    checks.addCheck(() -> new Result(Result.Status.CRITICAL, "no power", cause), named("a"));
    Check check = report().checks().get(0);
    assertThat(check.status()).isEqualTo(HealthStatus.CRITICAL);
    assertThat(check.findings()).containsExactly("no power: IllegalStateException: cut");
  }

  @Test
  void reportsACheckThatFails() throws Exception {
    HealthCheck broken =
        () -> {
          throw new NoClassDefFoundError("a/B");
        };
    checks.addCheck(broken, named("a"));
    checks.addCheck(() -> null, named("b"));
    assertThat(report().status()).isEqualTo(HealthStatus.HEALTH_CHECK_ERROR);
    assertThat(report().checks().get(0).findings())
        .containsExactly("failed: NoClassDefFoundError: a/B");
    assertThat(report().checks().get(1).status()).isEqualTo(HealthStatus.HEALTH_CHECK_ERROR);
  }

  @Test
  void doesNotWaitForACheckThatHangsNorAskItTwice() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    HealthCheck hanging =
        () -> {
          try {
            asked.countDown();
            end.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return new Result(Result.Status.OK, "at last");
        };
    try (HealthChecksOf hasty = new HealthChecksOf(Duration.ofMillis(50))) {
      hasty.checks().addCheck(hanging, named("a"));
      hasty.checks().addCheck(says(Result.Status.OK, "fine"), named("b"));
      HealthReport late = hasty.checks().check().getValue();
      assertThat(late.checks().get(0).findings()).containsExactly("did not answer within 50 ms");
      asked.await();
      HealthReport busy = hasty.checks().check().getValue();
      assertThat(busy.checks().get(0).findings())
          .containsExactly("still busy with a former question");
      assertThat(busy.checks().get(1).status()).isEqualTo(HealthStatus.OK);
      end.countDown();
    }
  }

  private record HealthChecksOf(HealthChecks checks) implements AutoCloseable {
    HealthChecksOf(Duration limit) {
      this(new HealthChecks(limit));
    }

    @Override
    public void close() {
      checks.close();
    }
  }

  @Test
  void forgetsAChecksThatGoes() throws Exception {
    HealthCheck check = says(Result.Status.CRITICAL, "bad");
    checks.addCheck(check, named("a"));
    assertThat(report().checks()).hasSize(1);
    checks.removeCheck(check);
    assertThat(report().checks()).isEqualTo(List.of());
  }
}
