// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.ValueOptions;
import java.time.Duration;

/** The kinds of directive, which differ in their options. */
enum Kind {
  PLAIN(ValueOptions.DEFAULT),
  SINGLE(ValueOptions.SINGLE),
  HARD(ValueOptions.DEFAULT.withHardLimit(3)),
  SOFT(ValueOptions.DEFAULT.withSoftLimit(2)),
  /** Lives for a moment without references. */
  BRIEF(ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofMillis(1))),
  /** Lives without references until it is closed. */
  KEPT(ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofHours(1))),
  /** Likewise, if it has a value when its last strong reference goes. */
  KEPT_FULL(
      ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofHours(1)).withDisposeEmptyAtOnce());

  final ValueOptions options;

  Kind(ValueOptions options) {
    this.options = options;
  }

  boolean limited() {
    return options.maxValues() > 0;
  }

  boolean full(int values) {
    return limited() && values >= options.maxValues();
  }

  /** Whether an instance without strong references may be live at rest. */
  boolean mayBeKept() {
    return this == KEPT || this == KEPT_FULL;
  }
}
