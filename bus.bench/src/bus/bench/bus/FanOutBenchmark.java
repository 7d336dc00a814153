// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.api.Bus;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.bench.bare.BareFramework;
import bus.runtime.BusRuntime;
import java.util.ArrayList;
import java.util.List;
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
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** A new value told to all who listen, beside an event of the EventAdmin sent to as many. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class FanOutBenchmark {

  /** How many references there are, or handlers of the event. */
  @Param({"1", "100", "10000"})
  int listeners;

  private long heard;
  private long number;

  /** A live directive with its references. */
  @State(Scope.Benchmark)
  public static class Live {
    private final List<Reference<Long>> references = new ArrayList<>();
    private BusRuntime runtime;
    private Sink<Long> sink;

    /** Adds the references. */
    @Setup(Level.Trial)
    public void fill(FanOutBenchmark benchmark) {
      runtime = BusRuntime.start();
      Bus bus = runtime.bus();
      bus.addHandler(Handler.of(Wanted.class, wanted -> Resolver.inline(given -> sink = given)));
      for (int i = 0; i < benchmark.listeners; i++) {
        references.add(
            bus.add(
                new Wanted(1),
                ReferenceHandler.of(value -> benchmark.heard += value, value -> {})));
      }
    }

    /** Releases them. */
    @TearDown(Level.Trial)
    public void empty() {
      references.forEach(Reference::release);
      runtime.close();
    }
  }

  /** An EventAdmin with its handlers. */
  @State(Scope.Benchmark)
  public static class Peer {
    private BareFramework framework;
    private EventAdmin admin;

    /** Registers the handlers. */
    @Setup(Level.Trial)
    public void fill(FanOutBenchmark benchmark) throws Exception {
      framework = BareFramework.start();
      admin = framework.eventAdmin();
      for (int i = 0; i < benchmark.listeners; i++) {
        EventHandler handler = event -> benchmark.heard += (Long) event.getProperty("value");
        framework.register(EventHandler.class, handler, EventConstants.EVENT_TOPIC, "bench/value");
      }
    }

    /** Ends the framework. */
    @TearDown(Level.Trial)
    public void empty() throws Exception {
      framework.close();
    }
  }

  /** Sets another value. */
  @Benchmark
  public long value(Live live) {
    live.sink.set(++number);
    return heard;
  }

  /** Sends an event and waits until all have heard it. */
  @Benchmark
  public long event(Peer peer) {
    peer.admin.sendEvent(new Event("bench/value", java.util.Map.of("value", ++number)));
    return heard;
  }
}
