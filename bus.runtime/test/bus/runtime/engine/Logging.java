// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;
import java.util.List;

/** Writes what a reference is told into a log that it shares with others. */
record Logging(String name, List<String> log) implements ReferenceHandler<String> {

  @Override
  public void added(Value<? extends String> value) {
    log.add(name + "added " + value.value());
  }

  @Override
  public void removed(Value<? extends String> value) {
    log.add(name + "removed " + value.value());
  }

  @Override
  public void disposed() {
    log.add(name + "disposed");
  }
}
