// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.directive.Registration;
import bus.api.helper.Variable;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Promise;

/** A value that is set and followed (25.2). */
class VariableTest {

  private final Variable<String> variable = Variable.empty();
  private final List<Optional<String>> told = new CopyOnWriteArrayList<>();

  /** 25.2: set notifies only on change, by equality. */
  @Test
  void tellsListenersOfChangesOnly() {
    variable.onChange(told::add);
    assertThat(variable.set("a")).isTrue();
    assertThat(variable.set(new String("a"))).isFalse();
    assertThat(variable.clear()).isTrue();
    assertThat(variable.clear()).isFalse();
    assertThat(told).containsExactly(Optional.empty(), Optional.of("a"), Optional.empty());
    assertThat(Variable.of("b").get()).hasValue("b");
  }

  @Test
  void tellsNothingAfterTheListeningWasClosed() {
    Registration listening = variable.onChange(told::add);
    listening.close();
    listening.close();
    variable.set("a");
    assertThat(told).containsExactly(Optional.empty());
  }

  /** 25.2: intermediate values are skipped; calls do not nest. */
  @Test
  void tellsTheLatestAfterAListenerHasSetTheValueItself() {
    AtomicBoolean inside = new AtomicBoolean();
    variable.onChange(
        value -> {
          assertThat(inside.getAndSet(true)).isFalse();
          told.add(value);
          if (value.filter("a"::equals).isPresent()) {
            variable.set("b");
            variable.set("c");
          }
          inside.set(false);
        });
    variable.set("a");
    assertThat(told).containsExactly(Optional.empty(), Optional.of("a"), Optional.of("c"));
  }

  /** One listener that fails does not keep others from being told; the setter hears of it. */
  @Test
  void tellsAllListenersAlsoIfOneFails() {
    AtomicBoolean fails = new AtomicBoolean();
    Runnable failing =
        () -> {
          if (fails.get()) {
            throw new IllegalStateException("expected");
          }
        };
    variable.onChange(value -> failing.run());
    variable.onChange(told::add);
    variable.onChange(value -> failing.run());
    fails.set(true);
    assertThatThrownBy(() -> variable.set("a"))
        .hasMessage("expected")
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    assertThat(told).endsWith(Optional.of("a"));
    assertThatThrownBy(() -> variable.onChange(value -> failing.run())).hasMessage("expected");
    fails.set(false);
    assertThat(variable.set("b")).isTrue();
  }

  /** 25.2: wait for non-empty, or for a matching value. */
  @Test
  void promisesAValueThatFits() throws InterruptedException {
    Promise<String> next = variable.next();
    Promise<String> fits = variable.when(value -> value.length() > 1);
    assertThat(next.isDone()).isFalse();
    variable.set("a");
    assertThat(Waits.value(next)).isEqualTo("a");
    assertThat(fits.isDone()).isFalse();
    variable.set("bb");
    assertThat(Waits.value(fits)).isEqualTo("bb");
    assertThat(Waits.value(variable.when("bb"::equals))).isEqualTo("bb");
  }

  /** W15: what the condition throws is final. */
  @Test
  void failsThePromiseWithWhatTheConditionThrows() throws InterruptedException {
    Promise<String> promise =
        variable.when(
            value -> {
              throw new IllegalStateException("expected");
            });
    assertThat(variable.set("a")).isTrue();
    assertThat(promise.getFailure()).hasMessage("expected");
    assertThat(variable.set("b")).isTrue();
  }

  /** A change made from what is there is one step: no update of another thread is lost. */
  @Test
  void losesNoChangeOfSeveralThreads() throws InterruptedException {
    Variable<Integer> sum = Variable.of(0);
    AtomicReference<Optional<Integer>> last = new AtomicReference<>(Optional.empty());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    sum.onChange(
        value -> {
          overlaps.addAndGet(inside.getAndIncrement());
          last.set(value);
          inside.decrementAndGet();
        });
    CountDownLatch done = new CountDownLatch(4);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < 5_000; n++) {
                  sum.change(present -> present.map(value -> value + 1));
                }
                done.countDown();
              });
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    Waits.on(done);
    assertThat(sum.get()).hasValue(20_000);
    assertThat(overlaps).hasValue(0);
    Waits.until(() -> assertThat(last.get()).hasValue(20_000));
  }
}
