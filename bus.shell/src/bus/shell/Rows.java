// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.util.AbstractList;
import java.util.List;

/**
 * A list that a command returns and that remembers what it is a list of, so that it is shown as a
 * table even if it is empty. In a script it is an ordinary list.
 *
 * @param <R> the records
 */
final class Rows<R> extends AbstractList<R> {
  private final Class<R> type;
  private final List<R> records;

  Rows(Class<R> type, List<R> records) {
    this.type = type;
    this.records = List.copyOf(records);
  }

  Class<R> type() {
    return type;
  }

  @Override
  public R get(int index) {
    return records.get(index);
  }

  @Override
  public int size() {
    return records.size();
  }
}
