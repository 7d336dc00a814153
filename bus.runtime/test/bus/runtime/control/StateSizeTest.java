// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.LoadController;
import bus.api.controller.State;
import bus.api.controller.Stateful;
import bus.api.directive.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How large the state may be that one controller hands to the next (design 6). */
class StateSizeTest {

  /** A factory whose controllers hand a number of bytes over. */
  private record Heavy(String version, int bytes, AtomicInteger taken, AtomicInteger resumed)
      implements ControllerFactory<Heavy.Nothing, Stateful> {

    record Nothing() {}

    Heavy(String version, int bytes) {
      this(version, bytes, new AtomicInteger(-1), new AtomicInteger());
    }

    @Override
    public ControllerInfo info() {
      return ControllerInfo.of("acme/heavy", version, "");
    }

    @Override
    public Class<Nothing> configType() {
      return Nothing.class;
    }

    @Override
    public Stateful construct(Nothing config, ControllerContext context) {
      return new Stateful() {
        @Override
        public State saveState() {
          return State.of(1, Map.of("all", new byte[bytes]));
        }

        @Override
        public boolean restoreState(State state) {
          taken.set(state.field("all", byte[].class).orElseThrow().length);
          return true;
        }

        @Override
        public void resume() {
          resumed.incrementAndGet();
        }
      };
    }
  }

  private static Reference<ControllerStatus> running(TestPlane plane, Heavy heavy) {
    plane.stage(heavy, 1);
    plane.switchTo(null, 1L);
    Reference<ControllerStatus> reference =
        plane.bus.add(new LoadController("acme/heavy", Map.of()));
    TestPlane.awaitPhase(reference, Phase.FINISHED);
    return reference;
  }

  @Test
  void undoesAReplacementWhoseStateIsTooLargeAndSaysHowLarge() {
    try (TestPlane plane = new TestPlane(TestPlane.LIMITS.withHandOverBytes(1_000))) {
      Heavy old = new Heavy("1.0.0", 2_000);
      Heavy fresh = new Heavy("2.0.0", 0);
      Reference<ControllerStatus> reference = running(plane, old);
      plane.stage(fresh, 2);
      assertThat(plane.switchTo(1L, 2L).failure().summary())
          .contains("StateTooLarge: the state of acme/heavy#1 has about 2054 bytes, at most 1000");
      assertThat(fresh.taken()).hasValue(-1);
      assertThat(old.resumed()).hasValue(1);
      assertThat(TestPlane.status(reference).info().version()).isEqualTo("1.0.0");
      assertThat(TestPlane.status(reference).ready()).isTrue();
    }
  }

  @Test
  void handsOverWhatIsLargeButWithinTheLimit() {
    try (TestPlane plane = new TestPlane()) {
      Heavy fresh = new Heavy("2.0.0", 0);
      running(plane, new Heavy("1.0.0", 15 << 20));
      plane.stage(fresh, 2);
      assertThat(plane.switchTo(1L, 2L).failure()).isNull();
      assertThat(fresh.taken()).hasValue(15 << 20);
    }
  }

  @Test
  void countsAllOfTheData() {
    assertThat(StateSize.of(null)).isEqualTo(16);
    assertThat(StateSize.of(1L)).isEqualTo(16);
    assertThat(StateSize.of("text")).isEqualTo(24);
    assertThat(StateSize.of(new byte[100])).isEqualTo(116);
    assertThat(StateSize.of(Arrays.asList(true, null, 1.5))).isEqualTo(64);
    assertThat(StateSize.of(Map.of("ab", List.of("c")))).isEqualTo(16 + 20 + 16 + 18);
  }
}
