// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.bench.bare.BareFramework;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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

/**
 * What one does without a bus to ask for something by its key: a service tracker with a filter is
 * opened, asked and closed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class LookUpBenchmark {

  /** How many services there are to choose from. */
  @Param({"1000", "50000"})
  int services;

  private BareFramework framework;

  /** Registers the services. */
  @Setup(Level.Trial)
  public void fill() throws Exception {
    framework = BareFramework.start();
    for (int i = 0; i < services; i++) {
      long number = i;
      framework.register(LongSupplier.class, () -> number, "number", Integer.toString(i));
    }
  }

  /** Ends the framework. */
  @TearDown(Level.Trial)
  public void empty() throws Exception {
    framework.close();
  }

  /** Finds one service, asks it and lets go of it. */
  @Benchmark
  public long trackerOpenAskClose() throws Exception {
    int number = ThreadLocalRandom.current().nextInt(services);
    return framework.ask("(number=" + number + ")");
  }
}
