// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.api.Bus;
import bus.api.controller.Controller;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerInfo;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.bench.report.Figure;
import bus.bench.report.Row;
import bus.runtime.BusRuntime;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.osgi.util.promise.PromiseFactory;

/** The heap and the threads that idle directives, resolvers and controllers take. */
final class Held {

  private static final int DIRECTIVES = 200_000;
  private static final int CONTROLLERS = 100_000;
  private static final int DIRECTIVE_BAR = 700;
  private static final PromiseFactory PROMISES =
      new PromiseFactory(PromiseFactory.inlineExecutor());

  private record Idle() implements Controller {}

  List<Row> measure() throws Exception {
    Handler none = Handler.of(Wanted.class, wanted -> null);
    Handler inline = Handler.answeringInline(Wanted.class, Wanted::number);
    Handler going =
        Handler.of(
            Wanted.class,
            wanted -> Resolver.async((scope, sink) -> PROMISES.<Long>deferred().getPromise()));
    directives(inline); // loads classes
    List<Row> rows = new ArrayList<>();
    rows.addAll(directives(none).rows("idle directive without a resolver"));
    rows.addAll(directives(inline).rows("idle directive, resolved inline, with its value"));
    rows.addAll(directives(going).rows("directive with an asynchronous resolver that goes on"));
    rows.addAll(controllers());
    return rows;
  }

  private static Taken directives(Handler handler) {
    try (BusRuntime runtime = BusRuntime.start()) {
      Bus bus = runtime.bus();
      bus.addHandler(handler);
      List<Reference<Long>> references = new ArrayList<>(DIRECTIVES);
      Taken before = Taken.now();
      for (long i = 0; i < DIRECTIVES; i++) {
        references.add(bus.add(new Wanted(i)));
      }
      Taken taken = Taken.now().since(before, DIRECTIVES);
      references.forEach(Reference::release);
      return taken;
    }
  }

  private static List<Row> controllers() throws Exception {
    try (BusRuntime runtime = BusRuntime.start()) {
      List<ControllerHandle> handles = new ArrayList<>(CONTROLLERS);
      Taken before = Taken.now();
      for (int i = 0; i < CONTROLLERS; i++) {
        ControllerInfo info = ControllerInfo.of("bench/idle/" + i, "1.0.0", "");
        handles.add(runtime.controllers().add(info, new Idle()));
      }
      for (ControllerHandle handle : handles) {
        handle.ready().getValue();
      }
      Taken busy = Taken.now().since(before, CONTROLLERS);
      return busy.settled(before).rows("idle controller");
    }
  }

  /** What is taken: bytes of the heap, and threads. */
  private record Taken(double bytes, int threads, long of) {

    private static Taken now() {
      for (int i = 0; i < 4; i++) {
        System.gc();
        LockSupport.parkNanos(50_000_000);
      }
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      return new Taken(used, ManagementFactory.getThreadMXBean().getThreadCount(), 0);
    }

    /** Waits until the threads that have nothing more to do have ended, for a minute at most. */
    private Taken settled(Taken before) {
      int count = threads;
      for (int i = 0; i < 600 && count > 0; i++) {
        LockSupport.parkNanos(100_000_000);
        count = ManagementFactory.getThreadMXBean().getThreadCount() - before.threads;
      }
      return new Taken(bytes, count, of);
    }

    /** Returns the bytes of each of so many things that came since, and all their threads. */
    private Taken since(Taken before, int count) {
      return new Taken((bytes - before.bytes) / count, threads - before.threads, count);
    }

    private List<Row> rows(String what) {
      Row heap = Row.of(what, of, new Figure.Score(bytes, Double.NaN), "bytes each");
      Row all = Row.of(what, of, new Figure.Score(threads, Double.NaN), "threads in all");
      return List.of(what.startsWith("idle directive") ? heap.atMost(DIRECTIVE_BAR) : heap, all);
    }
  }
}
