// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Scopes (semantics, how to read it; 34.1). */
class CancellableScopeTest {

  /** 34.1. */
  @Test
  void callsBackOnceEachAndAtOnceIfItIsCancelled() {
    CancellableScope scope = new CancellableScope();
    AtomicInteger calls = new AtomicInteger();
    Runnable same = calls::incrementAndGet;
    scope.onCancel(same);
    scope.onCancel(same);
    scope.onCancel(same).close();
    scope.check();
    scope.cancel();
    scope.cancel();
    assertThat(calls).hasValue(2);
    scope.onCancel(same).close();
    assertThat(calls).hasValue(3);
    assertThatThrownBy(scope::check).isInstanceOf(CancellationException.class);
  }

  /** A scope has children; cancelling it cancels them, not the other way round. */
  @Test
  void cancelsItsChildrenButNotItsParent() {
    CancellableScope parent = new CancellableScope();
    CancellableScope one = CancellableScope.childOf(parent);
    CancellableScope two = CancellableScope.childOf(parent);
    one.cancel();
    assertThat(parent.cancelled()).isFalse();
    parent.cancel();
    assertThat(two.cancelled()).isTrue();
    assertThat(CancellableScope.childOf(parent).cancelled()).isTrue();
  }

  /** 9.6: a callback that throws does not keep the others from being called. */
  @Test
  void goesOnWhenACallbackThrowsAndAllowsCallsFromIt() {
    CancellableScope scope = new CancellableScope();
    List<String> log = new ArrayList<>();
    scope.onCancel(
        () -> {
          throw new StackOverflowError("callback");
        });
    scope.onCancel(() -> scope.onCancel(() -> log.add("nested")));
    scope.onCancel(() -> log.add("last"));
    scope.cancel();
    assertThat(log).containsExactly("nested", "last");
  }

  /** Scope.await: the way to pause in a control loop. */
  @Test
  void wakesThoseWhoWaitAndSaysWhetherItIsCancelled() throws InterruptedException {
    CancellableScope scope = new CancellableScope();
    assertThat(scope.await(Duration.ofMillis(5))).isFalse();
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(2);
    AtomicBoolean cancelled = new AtomicBoolean();
    Thread timed =
        new Thread(
            () -> {
              try {
                waiting.countDown();
                cancelled.set(scope.await(Duration.ofHours(1)));
                scope.await();
                woken.countDown();
              } catch (InterruptedException interrupted) {
                cancelled.set(false);
              }
            });
    timed.start();
    Waits.on(waiting);
    scope.onCancel(woken::countDown);
    scope.cancel();
    Waits.on(woken);
    assertThat(cancelled).isTrue();
  }
}
