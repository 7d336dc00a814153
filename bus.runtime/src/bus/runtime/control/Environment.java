// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.runtime.engine.DirectiveEngine;
import bus.runtime.engine.Threads;
import java.time.Clock;

/** What everything here works with. */
record Environment(DirectiveEngine engine, Limits limits, Clock clock, ControllerList running) {

  Threads threads() {
    return engine.threads();
  }
}
