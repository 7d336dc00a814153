// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.DeploymentCounts;
import bus.api.plugin.DeploymentCounts.Bucket;
import bus.api.plugin.StepTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Counts deployments, for metrics. Thread-safe; its lock guards it. */
final class Tally {

  private static final List<Duration> BOUNDS =
      LongStream.of(5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
          .mapToObj(Duration::ofMillis)
          .toList();
  private static final Duration MORE = Duration.ofSeconds(Long.MAX_VALUE);

  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final long[] within = new long[BOUNDS.size()];
  private long deployments;
  private Duration time = Duration.ZERO;

  synchronized void count(Deployment deployment) {
    Duration took =
        deployment.steps().stream().map(StepTime::time).reduce(Duration.ZERO, Duration::plus);
    deployments++;
    time = time.plus(took);
    for (int i = 0; i < within.length; i++) {
      within[i] += took.compareTo(BOUNDS.get(i)) <= 0 ? 1 : 0;
    }
    deployment.changes().forEach(change -> kinds.merge(change.kind(), 1L, Long::sum));
  }

  synchronized DeploymentCounts counts() {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < within.length; i++) {
      buckets.add(new Bucket(BOUNDS.get(i), within[i]));
    }
    buckets.add(new Bucket(MORE, deployments));
    return new DeploymentCounts(
        deployments,
        of(Kind.ADDED),
        of(Kind.REPLACED),
        of(Kind.REWIRED),
        of(Kind.REMOVED),
        of(Kind.REFUSED),
        of(Kind.RETURNED),
        time,
        buckets);
  }

  private long of(Kind kind) {
    return kinds.getOrDefault(kind, 0L);
  }
}
