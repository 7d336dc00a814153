// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static bus.runtime.control.AppliedSet.entry;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.PlannedChange;
import bus.api.controller.PlannedChange.Action;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What would happen, without doing it (17, design 4.12). */
class ConfigPlanTest {

  private static final String ID = "acme/planned";

  @AutoClose private final TestPlane test = new TestPlane();

  private AppliedSet applied(Map<String, ConfigEntry> entries) {
    return AppliedSet.of(test, Mode.PARTIAL, entries);
  }

  private List<String> plan(Map<String, ConfigEntry> old, Map<String, ConfigEntry> next) {
    return test.controllers.plan(ConfigSet.of(old), ConfigSet.of(next)).stream()
        .map(PlannedChange::summary)
        .toList();
  }

  @Test
  void tellsWhatWouldStartStopAndRestartAndWhy() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    Map<String, ConfigEntry> old =
        Map.of(
            "changes", entry(ID, 0, "a"),
            "goes", entry(ID, 0, "b"),
            "revised", entry(ID, 1, "c"),
            "same", entry(ID, 0, "d"),
            "turns", entry(ID, 0, "e"));
    applied(old).await(Phase.RUNNING);
    test.offer(Script.of("acme/other", "1.0.0"));
    List<String> before = script.log();
    Map<String, ConfigEntry> next =
        Map.of(
            "changes", entry(ID, 0, "a2"),
            "comes", entry(ID, 0, "f"),
            "revised", entry(ID, 2, "c"),
            "same", entry(ID, 0, "d"),
            "turns", entry("acme/other", 0, "e"));
    String beside = "; the new one is started before the old one is stopped";
    assertThat(plan(old, next))
        .containsExactly(
            "restart changes (acme/planned): settings change: name" + beside,
            "start comes (acme/planned): nothing runs for it",
            "stop goes (acme/planned): no set claims it any more",
            "keep revised (acme/planned): only the revision changes, from 1 to 2",
            "keep same (acme/planned): unchanged",
            "restart turns (acme/other): config id changes from acme/planned to acme/other"
                + beside);
    assertThat(script.log()).isEqualTo(before);
    PlannedChange change = test.controllers.plan(ConfigSet.of(old), ConfigSet.of(next)).get(0);
    assertThat(change.from()).isEqualTo(old.get("changes"));
    assertThat(change.to()).isEqualTo(next.get("changes"));
    assertThat(change.changes()).isTrue();
  }

  @Test
  void tellsWhatWouldWaitAndWhatWouldBeRefused() {
    test.offer(Script.of(ID, "1.0.0"));
    Map<String, ConfigEntry> old = Map.of("b", entry(ID, 0, "b"));
    applied(old).await(Phase.RUNNING);
    assertThat(
            plan(
                old,
                Map.of(
                    "a", entry("acme/plannde", 0, "a"),
                    "b", entry(ID, 0, "bad"),
                    "c", ConfigEntry.of(ID, Map.of("nam", "c")))))
        .containsExactly(
            "wait a (acme/plannde): no factory offers 'acme/plannde'; did you mean 'acme/planned'?",
            "refuse b (acme/planned): acme/planned: bad is not a name; what runs goes on until"
                + " then",
            "refuse c (acme/planned): acme/planned: unknown field 'nam'; did you mean 'name'?"
                + " known: name");
  }

  /** Claims of sets that stay take part: the highest revision wins, of equal ones the oldest. */
  @Test
  void tellsWhatIsLostToOtherSets() {
    test.offer(Script.of(ID, "1.0.0"));
    Map<String, ConfigEntry> other = Map.of("a", entry(ID, 3, "a3"), "b", entry(ID, 0, "b0"));
    applied(other).await(Phase.RUNNING);
    Map<String, ConfigEntry> old = Map.of("b", entry(ID, 1, "b1"));
    applied(old).await(Phase.RUNNING);
    assertThat(plan(old, Map.of("a", entry(ID, 2, "a2"), "b", entry(ID, 0, "b2"))))
        .containsExactly(
            "lose a (acme/planned): another set claims it with revision 3, this one has 2;"
                + " unchanged",
            "lose b (acme/planned): another set claims it with revision 0, this one has 0;"
                + " settings change: name; the new one is started before the old one is stopped");
    assertThat(plan(old, Map.of()))
        .containsExactly(
            "restart b (acme/planned): another set claims it; settings change: name; the new one is"
                + " started before the old one is stopped");
    assertThat(test.controllers.plan(ConfigSet.of(Map.of("a", entry(ID, 4, "a4")))))
        .extracting(PlannedChange::action)
        .containsExactly(Action.RESTART);
  }

  /** 13.13: a controller that another key has as well is not stopped. */
  @Test
  void tellsThatASharedControllerGoesOn() {
    test.offer(Script.of(ID, "1.0.0"));
    Map<String, ConfigEntry> old = Map.of("a", entry(ID, 0, "x"));
    applied(old).await(Phase.RUNNING);
    applied(Map.of("b", entry(ID, 0, "x"))).await(Phase.RUNNING);
    assertThat(plan(old, Map.of()))
        .containsExactly(
            "stop a (acme/planned): no set claims it any more; its controller goes on for key 'b'");
  }

  @Test
  void tellsWhereServiceWouldBeInterrupted() {
    test.offer(Script.of(ID, "1.0.0").exclusive());
    Map<String, ConfigEntry> old = Map.of("a", entry(ID, 0, "x"));
    applied(old).await(Phase.RUNNING);
    assertThat(plan(old, Map.of("a", entry(ID, 0, "y"))))
        .containsExactly(
            "restart a (acme/planned): settings change: name; it is exclusive and stopped first,"
                + " which interrupts service");
  }

  /** What waits for its factory does not run, so nothing is restarted when there is another id. */
  @Test
  void startsWhatTakesThePlaceOfSomethingThatWaits() {
    test.offer(Script.of(ID, "1.0.0"));
    Map<String, ConfigEntry> old = Map.of("a", entry("acme/later", 0, "x"));
    applied(old).await(Phase.WAITING_FOR_FACTORY);
    Waits.until(
        () ->
            assertThat(plan(old, Map.of("a", entry(ID, 0, "x"))))
                .containsExactly("start a (acme/planned): nothing runs for it"));
    assertThat(plan(old, old))
        .containsExactly("wait a (acme/later): no factory offers 'acme/later'");
    assertThat(plan(Map.of("z", entry(ID, 0, "z")), Map.of())).isEmpty();
  }

  /** May be asked for in any callback, also of the set itself. */
  @Test
  void isMadeInACallbackOfASet() throws InterruptedException {
    test.offer(Script.of(ID, "1.0.0"));
    ConfigSet set = ConfigSet.of(Map.of("a", entry(ID, 0, "x")));
    CountDownLatch planned = new CountDownLatch(1);
    test.bus.watch(
        new ApplyConfigSet(set),
        state -> {
          if (!test.controllers.plan(set, ConfigSet.EMPTY).isEmpty()) {
            planned.countDown();
          }
        });
    Waits.on(planned);
  }
}
