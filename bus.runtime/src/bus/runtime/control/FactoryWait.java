// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Failure;
import bus.runtime.config.NearestName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wait of a request for a factory of its config id, with a guess which other id was meant.
 *
 * <p>Belongs to the work of the request, except where it says so. Keeps text only.
 */
final class FactoryWait {

  private static final Logger LOG = LoggerFactory.getLogger(FactoryWait.class);

  private final FactoryRegistry factories;
  private final Clock clock;
  private final String id;
  private volatile boolean waiting;
  private Instant since = Instant.EPOCH;
  private @Nullable Failure hint;

  FactoryWait(FactoryRegistry factories, Clock clock, String id) {
    this.factories = factories;
    this.clock = clock;
    this.id = id;
  }

  /** Begins or goes on, and tells what it waits for if that is not told yet. */
  void tell(RequestStatus status) {
    boolean already = waiting;
    // Before the look at what there is: who offers a factory later sees that this waits.
    waiting = true;
    Failure latest = hint(id, factories.ids());
    if (already && Objects.equals(latest, hint)) {
      return;
    }
    hint = latest;
    since = already ? since : clock.instant();
    status.tell(new ControllerStatus(Phase.WAITING_FOR_FACTORY, null, latest, null, since));
    LOG.info("controller waits for a factory id={} hint={}", id, RequestStatus.summary(latest));
  }

  void end() {
    waiting = false;
  }

  /** Whether the guess may change with the factories of another id. Thread-safe. */
  boolean concerns(String other) {
    return waiting && mayMean(id, other);
  }

  /** Whether an unknown id may be a mistake for another one. */
  static boolean mayMean(String unknown, String other) {
    return NearestName.ofId(unknown, List.of(other)).isPresent();
  }

  /** Returns what to say of an unknown id that is probably a mistake, else null. */
  private static @Nullable Failure hint(String id, List<String> known) {
    return NearestName.ofId(id, known).isPresent() ? missing(id, known) : null;
  }

  /** Returns what to say of an unknown id. */
  static Failure missing(String id, List<String> known) {
    String guess =
        NearestName.ofId(id, known).map(nearest -> "; did you mean '" + nearest + "'?").orElse("");
    return Failure.of("NoFactory", "no factory offers '" + id + "'" + guess);
  }
}
