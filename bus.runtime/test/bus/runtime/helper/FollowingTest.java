// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.helper.Current;
import bus.api.helper.Resolvers;
import bus.api.helper.Variable;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Resolvers that emit a list or the present value of a live one (23.2, 23.8, 23.9). */
class FollowingTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Variable<Integer> variable = Variable.empty();
  private final Recorder<String> recorder = new Recorder<>();

  private static Optional<String> text(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("negative value");
    }
    return number == 0 ? Optional.empty() : Optional.of("n" + number);
  }

  private Reference<String> follow(Directive<String> directive) {
    test.bus.addHandler(
        Handler.of(Ask.class, ask -> Resolvers.following(variable, FollowingTest::text)));
    return test.bus.add(directive, recorder);
  }

  /** 23.2. */
  @Test
  void emitsAListOfValues() throws InterruptedException {
    test.bus.addHandler(Handler.of(Ask.class, ask -> Resolvers.values(List.of("x", "y"))));
    assertThat(Waits.value(test.bus.collect(Ask.of("a"), OneOff.UNTIL_IDLE)))
        .containsExactly("x", "y");
  }

  /** 23.8, 23.9, the reference's TestWatchableResolver, W23: idle while it waits for changes. */
  @Test
  void emitsThePresentValueAndReplacesItInOneStep() {
    try (Reference<String> reference = follow(Ask.of("a"))) {
      assertThat(reference.instance().state().idle()).isTrue();
      variable.set(1);
      variable.set(2);
      variable.set(0);
      variable.set(3);
      variable.clear();
      assertThat(recorder.events())
          .containsExactly(
              "added n1", "added n2", "removed n1", "removed n2", "added n3", "removed n3");
      assertThat(reference.instance().state().idle()).isTrue();
    }
    variable.set(4);
    assertThat(recorder.live()).isEmpty();
  }

  /**
   * 23.9, the reference's TestWatchableTransformResolver: the error, after the old value is gone.
   */
  @Test
  void failsWithWhatTheTransformThrows() throws InterruptedException {
    try (Reference<String> reference = follow(Ask.of("a"))) {
      variable.set(1);
      assertThat(variable.set(-1)).isTrue();
      assertThat(recorder.events()).containsExactly("added n1", "removed n1");
      Waits.until(
          () ->
              assertThat(reference.instance().failures())
                  .anyMatch(failure -> failure.summary().contains("negative value")));
      variable.set(2);
      assertThat(recorder.live()).isEmpty();
    }
  }

  /**
   * 7.2, 23.8: refused, because another one was first: emitted, as it is then, when there is room.
   */
  @Test
  void emitsTheLatestWhenThereIsRoomAgain() {
    Emitter other = new Emitter();
    test.bus.addHandler(other);
    try (Reference<String> reference = follow(Ask.single("a"))) {
      other.sink("a").set("theirs");
      variable.set(1);
      variable.set(2);
      assertThat(recorder.live()).containsExactly("theirs");
      other.sink("a").clear();
      assertThat(recorder.live()).containsExactly("n2");
      variable.set(3);
      assertThat(recorder.live()).containsExactly("n3");
    }
  }

  /** 23.8 on the current value of another directive; it goes with it. */
  @Test
  void followsTheCurrentValueOfAnotherDirective() {
    Emitter source = new Emitter();
    test.bus.addHandler(source);
    Current<String> current = Current.of(test.bus, Ask.of("source"));
    test.bus.addHandler(
        Handler.of(Ask.class, ask -> ask.name().equals("a") ? Resolvers.following(current) : null));
    try (Reference<String> reference = test.bus.add(Ask.of("a"), recorder)) {
      source.sink("source").set("x");
      source.sink("source").set("y");
      current.close();
      assertThat(recorder.events()).containsExactly("added x", "added y", "removed x", "removed y");
    }
  }
}
