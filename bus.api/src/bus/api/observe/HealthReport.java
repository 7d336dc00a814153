// SPDX-License-Identifier: Apache-2.0
package bus.api.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What the health checks said.
 *
 * @param at when they were asked
 * @param status the worst that one of them said; OK if there is none
 * @param checks what each said, by name
 */
public record HealthReport(Instant at, HealthStatus status, List<Check> checks) {

  /** Copies the list. */
  public HealthReport {
    checks = List.copyOf(checks);
  }

  /**
   * Sums up.
   *
   * @param at when the checks were asked
   * @param checks what each said
   * @return the report
   */
  public static HealthReport of(Instant at, List<Check> checks) {
    return new HealthReport(
        at,
        checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElse(HealthStatus.OK),
        checks.stream().sorted(Comparator.comparing(Check::name)).toList());
  }

  /**
   * What one check said. Text only, so it holds nothing of the code of a plugin.
   *
   * @param name its name
   * @param tags its tags, as registered
   * @param status how well it found things
   * @param time how long it took
   * @param findings what it found, the worst and what is worth knowing; may be empty
   */
  public record Check(
      String name, List<String> tags, HealthStatus status, Duration time, List<String> findings) {

    /** Copies both lists. */
    public Check {
      tags = List.copyOf(tags);
      findings = List.copyOf(findings);
    }
  }
}
