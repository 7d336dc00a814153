// SPDX-License-Identifier: Apache-2.0
package bus.health;

import bus.api.observe.Health;
import bus.api.observe.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** Asks the health checks that are registered as services. Each is asked by a thread of its own. */
@Component(service = Health.class)
public final class HealthChecks implements Health {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int MOST_THREADS = 16;
  private static final long KEPT_SECONDS = 10;
  private final Map<HealthCheck, AskedCheck> checks = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          KEPT_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          daemons("hotbus-health"));
  private final ScheduledExecutorService clock =
      new ScheduledThreadPoolExecutor(1, daemons("hotbus-health-clock"));
  private final PromiseFactory promises =
      new PromiseFactory(PromiseFactory.inlineExecutor(), clock);
  private final Duration limit;

  /** Begins with no checks. */
  @Activate
  public HealthChecks() {
    this(LIMIT);
  }

  HealthChecks(Duration limit) {
    this.limit = limit;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeCheck")
  void addCheck(HealthCheck check, Map<String, Object> properties) {
    Object name = properties.get(HealthCheck.NAME);
    checks.put(
        check,
        new AskedCheck(
            check,
            name == null ? String.valueOf(properties.get("service.id")) : name.toString(),
            tags(properties.get(HealthCheck.TAGS)),
            threads,
            promises));
  }

  void removeCheck(HealthCheck check) {
    checks.remove(check);
  }

  private static List<String> tags(@Nullable Object property) {
    if (property instanceof String[] several) {
      return Arrays.asList(several);
    }
    if (property instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    return property == null ? List.of() : List.of(property.toString());
  }

  @Override
  public Promise<HealthReport> check() {
    Instant now = Instant.now();
    List<Promise<HealthReport.Check>> answers =
        checks.values().stream().map(check -> check.ask(limit)).toList();
    return promises
        .<HealthReport.Check, HealthReport.Check>all(answers)
        .map(all -> HealthReport.of(now, all));
  }

  /** Ends the threads; a check that hangs is interrupted. */
  @Deactivate
  public void close() {
    threads.shutdownNow();
    clock.shutdownNow();
  }
}
