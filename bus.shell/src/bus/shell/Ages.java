// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells how long ago something was, or how soon it will be. */
record Ages(Clock clock) {
  String since(Instant moment) {
    return Texts.rough(Duration.between(moment, clock.instant()));
  }

  String until(Instant moment) {
    return Texts.rough(Duration.between(clock.instant(), moment));
  }
}
