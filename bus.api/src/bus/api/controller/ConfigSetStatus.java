// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.controller.ControllerStatus.Phase;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a configuration set is doing as a whole: the sum of the {@link KeyStatus} of its keys.
 *
 * <pre>{@code
 * ConfigSetStatus.of(reference.instance().state().all()).text();
 * }</pre>
 *
 * @param keys how many keys have a status
 * @param phases how many keys are in each phase, in the order of the phases; none are left out but
 *     those without a key
 * @param unready the keys whose controller is not in service, or is another set's, by key
 */
public record ConfigSetStatus(int keys, Map<Phase, Integer> phases, List<KeyStatus> unready) {

  /** Copies the map and the list. */
  public ConfigSetStatus {
    Map<Phase, Integer> copy = new EnumMap<>(Phase.class);
    copy.putAll(phases);
    phases = Collections.unmodifiableMap(copy);
    unready = List.copyOf(unready);
  }

  /**
   * Sums up.
   *
   * @param keys the status of each key
   * @return the sum
   */
  public static ConfigSetStatus of(Collection<KeyStatus> keys) {
    Map<Phase, Integer> phases = new EnumMap<>(Phase.class);
    keys.forEach(key -> phases.merge(key.status().phase(), 1, Integer::sum));
    List<KeyStatus> unready =
        keys.stream()
            .filter(key -> !key.winning() || !key.status().ready())
            .sorted(Comparator.comparing(KeyStatus::key))
            .toList();
    return new ConfigSetStatus(keys.size(), phases, unready);
  }

  /**
   * Says whether the controllers of all keys are in service and this set's own.
   *
   * @return true if nothing is left to wait for, also if there is no key
   */
  public boolean ready() {
    return unready.isEmpty();
  }

  /**
   * Returns a line with the numbers.
   *
   * @return for instance {@code 2 of 3 ready: 2 RUNNING, 1 WAITING_FOR_FACTORY}
   */
  public String summary() {
    String ready = "%d of %d ready".formatted(keys - unready.size(), keys);
    String counts =
        phases.entrySet().stream()
            .map(phase -> phase.getValue() + " " + phase.getKey())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? ready : ready + ": " + counts;
  }

  /**
   * Returns the {@linkplain #summary() numbers}, and a line for each key that is not ready, with
   * the reason.
   *
   * @return lines without a line break at the end, such as
   *     <pre>
   * 1 of 3 ready: 2 RUNNING, 1 WAITING_FOR_FACTORY
   *   clock (acme/clock): another set has this key, there it is RUNNING
   *   mailer (acme/mail): WAITING_FOR_FACTORY</pre>
   */
  public String text() {
    StringBuilder text = new StringBuilder(summary());
    for (KeyStatus key : unready) {
      text.append("\n  %s (%s): %s".formatted(key.key(), key.entry().id(), reason(key)));
    }
    return text.toString();
  }

  private static String reason(KeyStatus key) {
    String status = key.status().summary();
    return key.winning() || key.status().phase() == Phase.WAITING_FOR_SET
        ? status
        : "another set has this key, there it is " + status;
  }
}
