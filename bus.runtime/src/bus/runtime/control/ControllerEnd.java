// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.Controller;
import bus.api.directive.Failure;
import bus.runtime.engine.AttachedHandlers;
import bus.runtime.engine.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a controller that was cancelled and taken off the bus: waits for its main loop and its
 * resolvers, then closes it. All within the limit for stopping, but a close always gets a quarter
 * of that, since it is what frees ports and files.
 */
final class ControllerEnd {

  private static final Logger LOG = LoggerFactory.getLogger(ControllerEnd.class);

  private final Environment env;
  private final Owner owner;
  private final long deadline;
  private final List<String> left = new ArrayList<>();

  ControllerEnd(Environment env, Owner owner) {
    this.env = env;
    this.owner = owner;
    this.deadline = System.nanoTime() + env.limits().stop().toNanos();
  }

  void awaitMainLoop(CountDownLatch executed) {
    if (!Bounded.awaitUninterruptibly(executed, rest())) {
      left.add("execute of " + owner.name());
    }
  }

  void awaitResolvers(@Nullable AttachedHandlers handlers) {
    int executing = handlers == null ? 0 : handlers.awaitEnd(rest());
    executing += owner.awaitEnd(rest());
    if (executing > 0) {
      left.add(executing + " resolvers of " + owner.name());
    }
  }

  void close(Controller controller) {
    Duration least = env.limits().stop().dividedBy(4);
    Duration limit = rest().compareTo(least) > 0 ? rest() : least;
    Failure failed = Bounded.run(env.threads(), owner.name() + " close", limit, controller::close);
    if (failed != null) {
      LOG.warn(
          "controller did not close well, it is off the bus controller={} failure={}",
          owner.name(),
          failed.summary());
      if (Bounded.timedOut(failed)) {
        left.add("close of " + owner.name());
      }
    }
  }

  /** Returns what did not end in time. */
  List<String> left() {
    return List.copyOf(left);
  }

  private Duration rest() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
