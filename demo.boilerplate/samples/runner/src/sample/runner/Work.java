// SPDX-License-Identifier: Apache-2.0
package sample.runner;

import bus.api.directive.Scope;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of jobs that are known. */
enum Work {
  /** Returns its payload in capital letters. */
  UPPER {
    @Override
    String perform(String payload, Scope scope) {
      return payload.toUpperCase(Locale.ROOT);
    }
  },
  /** Returns its payload backwards. */
  REVERSE {
    @Override
    String perform(String payload, Scope scope) {
      return new StringBuilder(payload).reverse().toString();
    }
  },
  /** Takes as long as its payload says, such as {@code PT0.3S}. */
  LINGER {
    @Override
    String perform(String payload, Scope scope) throws InterruptedException {
      return scope.await(Duration.parse(payload)) ? "no longer wanted" : "lingered " + payload;
    }
  };

  static Optional<Work> of(String kind) {
    return Arrays.stream(values()).filter(work -> work.kind().equals(kind)).findFirst();
  }

  private String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract String perform(String payload, Scope scope) throws InterruptedException;
}
