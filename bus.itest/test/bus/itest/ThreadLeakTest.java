// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import bus.runtime.engine.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The check of {@code cnf/testing} that every test class of this workspace runs under. */
@Timeout(60)
final class ThreadLeakTest {

  @AfterEach
  void endWhatWasLeft() throws Exception {
    ThreadLeakSamples.endAll();
  }

  @Test
  void failsAClassThatLeavesABusOpenAndNamesItsThreads() {
    TestExecutionSummary summary = run(ThreadLeakSamples.LeavesABus.class);

    assertThat(summary.getContainersFailedCount()).isEqualTo(1);
    assertThat(failure(summary))
        .contains(ThreadLeakSamples.LeavesABus.class.getName() + " leaves threads behind: ")
        .containsPattern("bus-\\d+-maker")
        .containsPattern("bus-\\d+-timer");
  }

  @Test
  void failsAClassWhoseWorkGoesOnAfterItsBusWasClosedAndNamesThePlace() {
    TestExecutionSummary summary = run(ThreadLeakSamples.LeavesWork.class);

    assertThat(failure(summary)).contains("(in " + ThreadLeakSamples.class.getName());
  }

  @Test
  void failsAClassThatLeavesANamedExecutor() {
    assertThat(failure(run(ThreadLeakSamples.LeavesAnExecutor.class))).contains("hotbus-sample");
  }

  @Test
  void passesAClassThatClosesWhatItOpens() {
    TestExecutionSummary summary = run(ThreadLeakSamples.LeavesNothing.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
  }

  @Test
  void blamesNobodyForWhatWasThereBefore() {
    ThreadLeakSamples.LEFT.add(new Threads());

    assertThat(run(ThreadLeakSamples.LeavesNothing.class).getFailures()).isEmpty();
  }

  private static TestExecutionSummary run(Class<?> fixture) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(fixture))
            .configurationParameter("hotbus.leaks.patience", "300")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  private static String failure(TestExecutionSummary summary) {
    assertThat(summary.getFailures()).hasSize(1);
    return summary.getFailures().get(0).getException().getMessage();
  }
}
