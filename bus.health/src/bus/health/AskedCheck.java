// SPDX-License-Identifier: Apache-2.0
package bus.health;

import bus.api.directive.Failure;
import bus.api.observe.HealthReport.Check;
import bus.api.observe.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/**
 * One check, which is asked by one thread at a time. What it answers becomes text at once, since a
 * result may hold a throwable, and that the code of a plugin.
 */
final class AskedCheck {
  private final HealthCheck check;
  private final String name;
  private final List<String> tags;
  private final Executor threads;
  private final PromiseFactory promises;
  private final AtomicBoolean asked = new AtomicBoolean();

  AskedCheck(
      HealthCheck check,
      String name,
      List<String> tags,
      Executor threads,
      PromiseFactory promises) {
    this.check = check;
    this.name = name;
    this.tags = List.copyOf(tags);
    this.threads = threads;
    this.promises = promises;
  }

  /** Asks; the answer comes within the limit. */
  Promise<Check> ask(Duration limit) {
    if (!asked.compareAndSet(false, true)) {
      return promises.resolved(unknown(Duration.ZERO, "still busy with a former question"));
    }
    Deferred<Check> answer = promises.deferred();
    try {
      threads.execute(
          () -> {
            Check said = execute();
            asked.set(false);
            answer.resolve(said);
          });
    } catch (RejectedExecutionException full) {
      asked.set(false);
      return promises.resolved(unknown(Duration.ZERO, "too many checks are busy"));
    }
    return answer
        .getPromise()
        .timeout(limit.toMillis())
        .fallbackTo(
            promises.resolved(
                unknown(limit, "did not answer within %d ms".formatted(limit.toMillis()))));
  }

  private Check unknown(Duration time, String why) {
    return new Check(name, tags, HealthStatus.HEALTH_CHECK_ERROR, time, List.of(why));
  }

  private Check execute() {
    long begin = System.nanoTime();
    try {
      Result result = check.execute();
      return new Check(
          name,
          tags,
          HealthStatus.valueOf(result.getStatus().name()),
          Duration.ofNanos(System.nanoTime() - begin),
          findings(result));
    } catch (Throwable failed) { // a boundary to foreign code
      return unknown(
          Duration.ofNanos(System.nanoTime() - begin), "failed: " + Failure.of(failed).summary());
    }
  }

  private static List<String> findings(Result result) {
    List<String> lines = new ArrayList<>();
    for (ResultLog.Entry entry : result) {
      if (!entry.isDebug()) {
        Exception cause = entry.getException();
        String message = String.valueOf(entry.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        lines.add(cause == null ? message : message + ": " + Failure.of(cause).summary());
      }
    }
    return lines;
  }
}
