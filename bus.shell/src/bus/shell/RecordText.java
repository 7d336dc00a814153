// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of the bus and of plugins as text for people: tables, lines and details. It needs no
 * shell.
 *
 * <p>Thread-safe.
 */
public final class RecordText {
  private final List<View<?>> views;

  /** Makes texts that tell ages by a clock. */
  public RecordText(Clock clock) {
    Ages ages = new Ages(clock);
    views =
        Stream.of(
                new BusViews(ages).all(),
                ConfigViews.all(),
                HealthViews.all(),
                new PluginViews(ages).all())
            .flatMap(List::stream)
            .toList();
  }

  /**
   * Returns a table of records, or a line that says that there are none.
   *
   * @throws IllegalArgumentException if no view shows such records
   */
  public String table(Class<?> type, List<?> records) {
    return known(type).table(records);
  }

  /**
   * Returns all there is to say about a record.
   *
   * @throws IllegalArgumentException if no view shows such records
   */
  public String detail(Object record) {
    return known(record.getClass()).inspect(record);
  }

  /**
   * Returns a record in a line.
   *
   * @throws IllegalArgumentException if no view shows such records
   */
  public String line(Object record) {
    return known(record.getClass()).line(record);
  }

  private View<?> known(Class<?> type) {
    return view(type)
        .orElseThrow(() -> new IllegalArgumentException("no view shows " + type.getName()));
  }

  Optional<View<?>> view(Class<?> type) {
    return views.stream().filter(view -> view.type() == type).findFirst();
  }
}
