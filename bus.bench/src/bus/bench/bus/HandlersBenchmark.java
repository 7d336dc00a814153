// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.runtime.BusRuntime;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;
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

/** What a directive costs on a bus with many handlers of other types, each of a type of its own. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class HandlersBenchmark {

  /** How many handlers of other types there are. */
  @Param({"0", "1000", "10000"})
  int others;

  private BusRuntime runtime;
  private Bus bus;
  private long next;

  /** Is defined anew for each handler; a record can not be, since its methods name its class. */
  static final class Other implements Directive<Long> {}

  /** Attaches the handlers. */
  @Setup(Level.Trial)
  public void fill() throws Exception {
    runtime = BusRuntime.start();
    bus = runtime.bus();
    bus.addHandler(Handler.answeringInline(Wanted.class, Wanted::number));
    byte[] code;
    try (InputStream in = Other.class.getResourceAsStream("HandlersBenchmark$Other.class")) {
      code = in.readAllBytes();
    }
    for (int i = 0; i < others; i++) {
      bus.addHandler(new Deaf(MethodHandles.lookup().defineHiddenClass(code, false).lookupClass()));
    }
  }

  /** Ends the bus. */
  @TearDown(Level.Trial)
  public void empty() {
    runtime.close();
  }

  /** Adds a directive that nobody else wants, which is resolved inline, and releases it. */
  @Benchmark
  public boolean addResolveRelease() {
    Reference<Long> reference = bus.add(new Wanted(next++));
    reference.release();
    return reference.released();
  }

  private record Deaf(Class<?> type) implements Handler {

    @Override
    public Set<Class<?>> directiveTypes() {
      return Set.of(type);
    }

    @Override
    public List<Resolver<?>> handle(Instance<?> instance) {
      throw new IllegalStateException("offered a directive of another type: " + instance);
    }
  }
}
