// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.api.Bus;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.runtime.BusRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The bus on one thread and on two that work on different keys, beside the same of maps that the
 * threads do not share: what this machine gives for a second thread.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class ThreadsBenchmark {

  private final AtomicLong lanes = new AtomicLong();
  private BusRuntime runtime;
  private Bus bus;

  /** What a thread has of its own. */
  @State(Scope.Thread)
  public static class Lane {
    private final Map<Wanted, Long> map = new HashMap<>();
    private long next;

    /** Gives each thread keys that no other has. */
    @Setup(Level.Trial)
    public void choose(ThreadsBenchmark benchmark) {
      next = benchmark.lanes.getAndIncrement() << 40;
    }
  }

  /** Starts the bus. */
  @Setup(Level.Trial)
  public void start() {
    runtime = BusRuntime.start();
    bus = runtime.bus();
    bus.addHandler(Handler.answeringInline(Wanted.class, Wanted::number));
  }

  /** Ends it. */
  @TearDown(Level.Trial)
  public void end() {
    runtime.close();
  }

  /** Adds, resolves and releases. */
  @Benchmark
  @Threads(1)
  public boolean cycle1(Lane lane) {
    return cycle(lane);
  }

  /** The same on each of two threads. */
  @Benchmark
  @Threads(2)
  public boolean cycle2(Lane lane) {
    return cycle(lane);
  }

  /** Works on a map of the thread. */
  @Benchmark
  @Threads(1)
  public long alone1(Lane lane) {
    return alone(lane);
  }

  /** The same on each of two threads. */
  @Benchmark
  @Threads(2)
  public long alone2(Lane lane) {
    return alone(lane);
  }

  private boolean cycle(Lane lane) {
    Reference<Long> reference = bus.add(new Wanted(lane.next++));
    reference.release();
    return reference.released();
  }

  private static long alone(Lane lane) {
    long sum = 0;
    for (int i = 0; i < 16; i++) {
      lane.map.put(new Wanted(lane.next), lane.next);
      sum += lane.map.remove(new Wanted(lane.next++));
    }
    return sum;
  }
}
