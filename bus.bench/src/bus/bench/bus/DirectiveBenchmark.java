// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.api.Bus;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.runtime.BusRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a directive costs: merged into a live one, and on its own from addition to release. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class DirectiveBenchmark {

  /** How many directives of other keys are live. */
  @Param({"1000", "50000", "1000000"})
  int live;

  private BusRuntime runtime;
  private Bus bus;
  private final List<Reference<Long>> held = new ArrayList<>();

  /** Fills the bus. */
  @Setup(Level.Trial)
  public void fill() {
    runtime = BusRuntime.start();
    bus = runtime.bus();
    bus.addHandler(Handler.answeringInline(Wanted.class, Wanted::number));
    for (long key = 0; key < live; key++) {
      held.add(bus.add(new Wanted(key)));
    }
  }

  /** Empties it. */
  @TearDown(Level.Trial)
  public void empty() {
    held.forEach(Reference::release);
    runtime.close();
  }

  /** Joins a live directive and leaves it. */
  @Benchmark
  public boolean addEqual() {
    Reference<Long> reference = bus.add(new Wanted(ThreadLocalRandom.current().nextInt(live)));
    reference.release();
    return reference.released();
  }

  /** Adds a directive that nobody else wants, which is resolved inline, and releases it. */
  @Benchmark
  public boolean addResolveRelease() {
    Reference<Long> reference =
        bus.add(new Wanted(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 60)));
    reference.release();
    return reference.released();
  }
}
