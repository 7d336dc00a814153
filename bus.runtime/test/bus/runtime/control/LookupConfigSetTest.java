// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static bus.runtime.control.AppliedSet.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.api.controller.LookupConfigSet;
import bus.api.controller.PlannedChange;
import bus.api.directive.Reference;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.StressRun;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keys of the sets of others, looked up (17.3, 17.13, W3). */
class LookupConfigSetTest {

  private static final String ID = "acme/looked";

  @AutoClose private final TestPlane test = new TestPlane();

  private AppliedSet look(String... keys) {
    return new AppliedSet(test.bus.add(new LookupConfigSet(keys)));
  }

  private AppliedSet apply(long rev, String name) {
    return AppliedSet.of(test, Mode.PARTIAL, Map.of("key", entry(ID, rev, name)));
  }

  private Script offered() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    return script;
  }

  /** W3: a look-up of a key that nobody has applied crashed the model. */
  @Test
  void waitsForAKeyThatNobodyHasAppliedYet() {
    offered();
    AppliedSet look = look("key", "other");
    look.awaitTried();
    assertThat(look.all()).isEmpty();
    AppliedSet set = apply(1, "one");
    look.await(Phase.RUNNING);
    assertThat(look.all()).containsExactly(set.key("key"));
  }

  @Test
  void tellsWhatRunsWhenItIsIdle() {
    offered();
    apply(1, "one").await(Phase.RUNNING);
    AppliedSet look = look("key");
    look.awaitTried();
    assertThat(look.key("key").entry()).isEqualTo(entry(ID, 1, "one"));
    assertThat(look.key("key").status().phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void followsTheWinnerInOneStep() {
    offered();
    apply(1, "one").await(Phase.RUNNING);
    Recorder<KeyStatus> seen = new Recorder<>();
    Reference<KeyStatus> reference = test.bus.add(new LookupConfigSet("key"), seen);
    AppliedSet look = new AppliedSet(reference);
    look.await(Phase.RUNNING);
    AppliedSet two = apply(2, "two");
    Waits.until(
        () -> {
          assertThat(look.key("key").entry().rev()).isEqualTo(2);
          assertThat(look.key("key").status().phase()).isEqualTo(Phase.RUNNING);
        });
    two.release();
    Waits.until(() -> assertThat(look.key("key").entry().rev()).isEqualTo(1));
    assertThat(look.all()).hasSize(1);
    assertThat(seen.events()).noneMatch(event -> event.startsWith("disposed"));
  }

  /** 17.13: the controller goes on when all sets are gone, until the last look-up is too. */
  @Test
  void keepsWhatItFoundWhenTheLastClaimLeaves() {
    Script script = offered();
    AppliedSet one = apply(1, "one");
    one.await(Phase.RUNNING);
    AppliedSet look = look("key");
    look.await(Phase.RUNNING);
    AppliedSet second = look("key", "other");
    second.await(Phase.RUNNING);
    one.release();
    Waits.until(() -> assertThat(test.controllers.applied()).isEmpty());
    assertThat(test.controllers.plan(ConfigSet.EMPTY)).isEmpty();
    look.release();
    assertThat(script.open()).containsExactly("one");
    assertThat(second.key("key").status().phase()).isEqualTo(Phase.RUNNING);
    second.release();
    Waits.until(() -> assertThat(script.open()).isEmpty());
    assertThat(script.made()).hasSize(1);
  }

  @Test
  void findsWhatIsClaimedAnewAfterItWasKept() {
    Script script = offered();
    AppliedSet one = apply(5, "one");
    AppliedSet look = look("key");
    look.await(Phase.RUNNING);
    one.release();
    AppliedSet two = apply(1, "two");
    two.await(Phase.RUNNING);
    assertThat(script.open()).contains("two");
    Waits.until(() -> assertThat(script.open()).containsExactly("two"));
    Waits.until(() -> assertThat(look.all()).containsExactly(two.key("key")));
  }

  /** A key that was kept is the same for a set that wants just that. */
  @Test
  void handsWhatWasKeptToASetThatWantsTheSame() {
    Script script = offered();
    AppliedSet one = apply(1, "one");
    AppliedSet look = look("key");
    look.await(Phase.RUNNING);
    one.release();
    AppliedSet again = apply(1, "one");
    again.await(Phase.RUNNING);
    look.release();
    assertThat(again.key("key").status().phase()).isEqualTo(Phase.RUNNING);
    assertThat(script.made()).hasSize(1);
  }

  @Test
  void seesASetThatIsAppliedAsAWholeWhenItTakesEffect() {
    AppliedSet look = look("key");
    AppliedSet set = AppliedSet.of(test, Mode.ATOMIC, Map.of("key", entry(ID, 1, "one")));
    set.awaitTried();
    assertThat(look.all()).isEmpty();
    offered();
    look.await(Phase.RUNNING);
  }

  @Test
  void tellsWhyAKeyDoesNotRun() {
    AppliedSet look = look("key");
    apply(1, "one");
    look.await(Phase.WAITING_FOR_FACTORY);
    assertThat(look.summary("key")).isEqualTo("WAITING_FOR_FACTORY");
  }

  @Test
  void plansToKeepWhatIsLookedUp() {
    offered();
    AppliedSet set = apply(1, "one");
    look("key").await(Phase.RUNNING);
    ConfigSet old = ((ApplyConfigSet) set.reference().instance().directive()).set();
    assertThat(test.controllers.plan(old, ConfigSet.EMPTY))
        .extracting(PlannedChange::summary)
        .containsExactly("keep key (acme/looked): no set claims it any more, but it is looked up");
  }

  @Test
  void sharesALookUpOfTheSameKeysInAnyOrder() {
    assertThat(look("b", "a").reference().instance())
        .isSameAs(look("a", "b").reference().instance());
  }

  @Test
  void refusesNoKeyAndBlankKeys() {
    assertThatThrownBy(() -> test.bus.add(new LookupConfigSet(Set.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no key to look up; expected one at least");
    assertThatThrownBy(() -> look("key", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key to look up must not be blank");
  }

  /** The rule in a few lines, beside claims and look-ups that come and go at random. */
  @Test
  void runsWhatTheRuleSaysHoweverClaimsAndLookUpsMeet() {
    StressRun run = StressRun.ordinary(20261127, Duration.ofSeconds(1));
    Random random = run.random(0);
    Script script = offered();
    Wanted wanted = new Wanted();
    for (int i = 0; i < 200; i++) {
      if (random.nextInt(2) == 0 && wanted.holds()) {
        wanted.release(random);
      } else if (random.nextInt(3) == 0) {
        wanted.looks.add(look("key"));
      } else {
        long rev = random.nextInt(4);
        String name = "n" + random.nextInt(3);
        wanted.claim(rev, name, () -> apply(rev, name));
      }
      wanted.note();
      if (random.nextInt(4) == 0) {
        Waits.until(() -> assertThat(script.open()).as(run.toString()).isEqualTo(wanted.open()));
      }
    }
  }

  private record Claimed(long rev, String name, AppliedSet set) {}

  private static final class Wanted {
    final List<Claimed> claims = new ArrayList<>();
    final List<AppliedSet> looks = new ArrayList<>();
    private @Nullable String name;

    /** Equal sets are one directive, with the age of the first. */
    void claim(long rev, String name, Supplier<AppliedSet> apply) {
      if (claims.stream().noneMatch(each -> each.rev() == rev && each.name().equals(name))) {
        claims.add(new Claimed(rev, name, apply.get()));
      }
    }

    boolean holds() {
      return claims.size() + looks.size() > 0;
    }

    void release(Random random) {
      int index = random.nextInt(claims.size() + looks.size());
      AppliedSet released =
          index < claims.size() ? claims.remove(index).set() : looks.remove(index - claims.size());
      released.release();
    }

    /** The highest revision, of equal ones the oldest; if there is none, what was looked up. */
    void note() {
      name =
          claims.stream()
              .reduce((one, other) -> other.rev() > one.rev() ? other : one)
              .map(Claimed::name)
              .orElse(looks.isEmpty() ? null : name);
    }

    List<String> open() {
      return name == null ? List.of() : List.of(name);
    }
  }
}
