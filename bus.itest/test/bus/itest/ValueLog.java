// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;
import java.util.ArrayList;
import java.util.List;

/** Holds a reference and remembers its values as text, and how many there were at least. */
final class ValueLog implements ReferenceHandler<Object>, AutoCloseable {

  private final List<String> added = new ArrayList<>();
  private int present;
  private int momentsWithout;
  private final Reference<?> reference;

  ValueLog(Bus bus, Directive<?> directive) {
    reference = open(bus, directive);
  }

  private <V> Reference<V> open(Bus bus, Directive<V> directive) {
    return bus.add(directive, this);
  }

  @Override
  public synchronized void added(Value<?> value) {
    added.add(value.value().toString());
    present++;
  }

  @Override
  public synchronized void removed(Value<?> value) {
    present--;
    if (present == 0) {
      momentsWithout++;
    }
  }

  synchronized List<String> added() {
    return List.copyOf(added);
  }

  synchronized int momentsWithout() {
    return momentsWithout;
  }

  @Override
  public void close() {
    reference.release();
  }
}
