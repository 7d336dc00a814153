// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.BusException;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Reference;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.ThrowawayPlugin;
import bus.runtime.fixture.Waits;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unloaded means gone (design 1.4, 4.5): nothing that the bus keeps or shows holds a plugin's
 * class.
 */
class UnloadTest {

  @TempDir static Path directory;

  private static ThrowawayPlugin plugin;

  @AutoClose private final TestPlane test = new TestPlane();

  @BeforeAll
  static void compile() throws Exception {
    plugin = ThrowawayPlugin.compile(directory);
  }

  /**
   * Design 4.11, 4.5, 34.8: requests stay open, failures and snapshots are kept, the loader goes.
   */
  @Test
  void letsTheLoaderOfAWithdrawnFactoryGoWhileItsRequestsStayOpen() throws Exception {
    List<Object> kept = new ArrayList<>();
    List<Reference<ControllerStatus>> requests = new ArrayList<>();
    for (String name : List.of("runs", "execute", "constructor", "bad")) {
      requests.add(test.load(ThrowawayPlugin.ID, name));
    }
    Recorder<String> answers = new Recorder<>();
    Reference<String> asked = test.bus.add(Ask.of("q"), answers);
    Reference<String> failing = test.bus.add(Ask.of("fail"));
    kept.add(failing);

    WeakReference<ClassLoader> loader = useAndWithdraw(requests, answers, failing, kept);
    plugin.awaitCollected(loader);
    for (Reference<ControllerStatus> request : requests) {
      assertThat(TestPlane.status(request).phase()).isEqualTo(Phase.WAITING_FOR_FACTORY);
    }
    assertThat(asked.instance().state().values()).isEmpty();
    assertThat(kept).hasSizeGreaterThan(8);

    WeakReference<ClassLoader> again = useAndWithdraw(requests, answers, failing, kept);
    plugin.awaitCollected(again);
  }

  private WeakReference<ClassLoader> useAndWithdraw(
      List<Reference<ControllerStatus>> requests,
      Recorder<String> answers,
      Reference<String> failing,
      List<Object> kept)
      throws Exception {
    ThrowawayPlugin.Loaded loaded = plugin.load("1.0.0");
    FactoryEntry entry = test.offer(loaded.factory());
    TestPlane.awaitPhase(requests.get(0), Phase.RUNNING);
    kept.add(TestPlane.awaitPhase(requests.get(1), Phase.BACKING_OFF));
    kept.add(TestPlane.awaitPhase(requests.get(2), Phase.BACKING_OFF));
    kept.add(TestPlane.awaitPhase(requests.get(3), Phase.INVALID_CONFIG));
    Waits.until(() -> assertThat(answers.live()).contains("answer"));
    Waits.until(() -> assertThat(failing.instance().failures()).isNotEmpty());
    BusException failure = Waits.failure(test.bus.first(Ask.of("fail")));
    assertThat(failure.reason()).isEqualTo(BusException.Reason.RESOLVER_FAILED);
    kept.add(failure);
    kept.add(failing.instance().state());
    kept.add(test.bus.directives());
    kept.add(test.controllers.controllers());
    kept.add(test.controllers.factories());
    test.plane.withdraw(entry);
    return loaded.loader();
  }

  /** Design 1.4, 6: the old generation goes while its successor runs and everything else stays. */
  @Test
  void letsTheLoaderOfAReplacedGenerationGoWhileItsSuccessorRuns() throws Exception {
    Reference<ControllerStatus> request = test.load(ThrowawayPlugin.ID, "runs");
    Recorder<String> answers = new Recorder<>();
    test.bus.add(Ask.single("q"), answers);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    FactoryEntry before = null;
    for (long bundle = 1; bundle <= 4; bundle++) {
      before = next(bundle, before, loaders);
      TestPlane.awaitPhase(request, Phase.RUNNING);
      Waits.until(() -> assertThat(answers.live()).containsExactly("answer"));
      for (WeakReference<ClassLoader> old : loaders.subList(0, loaders.size() - 1)) {
        plugin.awaitCollected(old);
      }
      assertThat(loaders.get(loaders.size() - 1).get()).isNotNull();
    }
    assertThat(answers.breaches()).isEmpty();
    assertThat(answers.least()).isEqualTo(1);
  }

  private FactoryEntry next(
      long bundle, FactoryEntry before, List<WeakReference<ClassLoader>> loaders) throws Exception {
    ThrowawayPlugin.Loaded loaded = plugin.load(bundle + ".0.0");
    FactoryEntry entry = test.stage(loaded.factory(), bundle);
    var result = test.switchTo(bundle == 1 ? null : bundle - 1, bundle);
    assertThat(result.failure()).isNull();
    if (before != null) {
      test.plane.withdraw(before);
    }
    loaders.add(loaded.loader());
    return entry;
  }
}
