// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.directive.ValueOptions;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How equal directives find each other, and what is asked of them for that. */
class MergeKeyTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  /** A key that counts how often it is compared. */
  private record Counted(int number, AtomicInteger compared) {
    @Override
    public boolean equals(Object other) {
      compared.incrementAndGet();
      return other instanceof Counted that && that.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  private record Numbered(Counted mergeKey, AtomicInteger shown) implements Directive<String> {
    @Override
    public String toString() {
      shown.incrementAndGet();
      return "Numbered";
    }
  }

  /** W33, 33.28: what an addition costs does not depend on how many directives there are. */
  @Test
  void comparesADirectiveWithNoneOfFiftyThousandOthers() {
    AtomicInteger compared = new AtomicInteger();
    AtomicInteger shown = new AtomicInteger();
    for (int i = 0; i < 50_000; i++) {
      test.bus.add(new Numbered(new Counted(i, compared), shown));
    }
    compared.set(0);
    Reference<String> again = test.bus.add(new Numbered(new Counted(25_000, compared), shown));
    assertThat(again.instance().id()).isEqualTo(25_001);
    assertThat(compared.get()).isBetween(1, 3);
    compared.set(0);
    again.instance().close();
    test.bus.add(new Numbered(new Counted(60_000, compared), shown)).release();
    assertThat(compared.get()).isLessThanOrEqualTo(3);
    assertThat(shown).as("W36: no text for what nobody looks at").hasValue(0);
  }

  /** 2.7: the options of a directive that joins another one do not count. */
  @Test
  void takesTheOptionsOfTheFirst() {
    test.bus.addHandler(emitter);
    test.bus.add(new Ask("a", ValueOptions.DEFAULT.withHardLimit(1)));
    test.bus.add(Ask.of("a"));
    assertThat(emitter.sink("a").add("1")).isPresent();
    assertThat(emitter.sink("a").add("2")).isEmpty();
  }

  private record Rev(int rev) implements Directive<Integer> {
    @Override
    public Object mergeKey() {
      return "one";
    }

    @Override
    public boolean supersedes(Directive<?> live) {
      return rev > ((Rev) live).rev;
    }
  }

  /** 3.4, W6: whoever comes first, the highest revision is the live one, and there is no other. */
  @Test
  void leavesOneLiveInstanceWhenSeveralThreadsSupersede() throws Exception {
    test.bus.addHandler(Handler.of(Rev.class, rev -> Resolver.of(rev.rev())));
    for (int round = 0; round < 100; round++) {
      List<Recorder<Integer>> recorders = new ArrayList<>();
      Set<Reference<Integer>> references = ConcurrentHashMap.newKeySet();
      CyclicBarrier together = new CyclicBarrier(3);
      CountDownLatch done = new CountDownLatch(3);
      for (int i = 0; i < 3; i++) {
        Recorder<Integer> recorder = new Recorder<>();
        recorders.add(recorder);
        int rev = i;
        test.threads.start(
            "superseding",
            () -> {
              together(together);
              references.add(test.bus.add(new Rev(rev), recorder));
              done.countDown();
            });
      }
      Waits.on(done);
      assertThat(test.bus.directives())
          .singleElement()
          .extracting(d -> d.directive())
          .isEqualTo("Rev[rev=2]");
      Waits.until(() -> assertThat(recorders.get(2).live()).containsExactly(2));
      references.forEach(Reference::release);
      assertThat(test.bus.directives()).isEmpty();
      assertThat(recorders).allSatisfy(each -> assertThat(each.breaches()).isEmpty());
    }
  }

  private static void together(CyclicBarrier barrier) {
    try {
      barrier.await(10, java.util.concurrent.TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** 3.10: a handler that comes at the same time as a directive is asked about it once. */
  @Test
  void asksAHandlerOnceThatComesAtTheSameTime() throws Exception {
    for (int round = 0; round < 200; round++) {
      String name = "a" + round;
      AtomicInteger asked = new AtomicInteger();
      Set<AutoCloseable> added = ConcurrentHashMap.newKeySet();
      CyclicBarrier together = new CyclicBarrier(2);
      CountDownLatch done = new CountDownLatch(2);
      test.threads.start(
          "directive",
          () -> {
            together(together);
            added.add(test.bus.add(Ask.of(name)));
            done.countDown();
          });
      test.threads.start(
          "handler",
          () -> {
            together(together);
            added.add(
                test.bus.addHandler(
                    Handler.of(
                        Ask.class,
                        ask -> {
                          asked.incrementAndGet();
                          return null;
                        })));
            done.countDown();
          });
      Waits.on(done);
      assertThat(asked).as("round " + round).hasValue(1);
      for (AutoCloseable each : new HashSet<>(added)) {
        each.close();
      }
    }
  }

  /** Whose methods each wait for another thread that uses the bus. */
  private static final class Curious implements Directive<String> {
    private final TestBus test;
    private final List<String> called;
    private final int rev;

    Curious(TestBus test, List<String> called, int rev) {
      this.test = test;
      this.called = called;
      this.rev = rev;
    }

    private void look(String method) {
      called.add(method);
      CountDownLatch done = new CountDownLatch(1);
      test.threads.start(
          "looking",
          () -> {
            test.bus.add(Ask.of("inside")).release();
            test.bus.addHandler(Handler.of(Curious.class, c -> null)).close();
            test.bus.directives();
            done.countDown();
          });
      try {
        Waits.on(done);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }

    @Override
    public void validate() {
      look("validate");
    }

    @Override
    public Object mergeKey() {
      look("mergeKey");
      return "key";
    }

    @Override
    public ValueOptions valueOptions() {
      look("valueOptions");
      return ValueOptions.DEFAULT;
    }

    @Override
    public boolean wantsValues() {
      look("wantsValues");
      return true;
    }

    @Override
    public boolean supersedes(Directive<?> live) {
      look("supersedes");
      return rev > ((Curious) live).rev;
    }
  }

  /** 9.1, W4: the methods of a directive are called with no lock held. */
  @Test
  void holdsNoLockWhileItAsksADirective() {
    List<String> called = new java.util.concurrent.CopyOnWriteArrayList<>();
    Reference<String> old = test.bus.add(new Curious(test, called, 1));
    Reference<String> fresh = test.bus.add(new Curious(test, called, 2));
    assertThat(old.instance()).isNotSameAs(fresh.instance());
    assertThat(called)
        .contains("validate", "mergeKey", "valueOptions", "wantsValues", "supersedes");
  }
}
