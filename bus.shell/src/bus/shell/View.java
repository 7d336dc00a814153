// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * How records of one type are shown.
 *
 * @param type the type
 * @param none what to say instead of an empty table
 * @param columns the columns of a table; the first one names the record
 * @param detail writes all there is to say about one record
 * @param <R> the records
 */
record View<R>(Class<R> type, String none, List<Column<R>> columns, BiConsumer<R, Detail> detail) {
  View {
    columns = List.copyOf(columns);
  }

  String table(List<?> records) {
    if (records.isEmpty()) {
      return none;
    }
    Table table = new Table(columns.stream().map(Column::head).toList());
    records.forEach(record -> table.add(cells(type.cast(record))));
    return table.toString();
  }

  String inspect(Object record) {
    Detail text = new Detail();
    detail.accept(type.cast(record), text);
    return text.toString();
  }

  String line(Object record) {
    return String.join("  ", cells(type.cast(record)).stream().filter(c -> !c.isEmpty()).toList());
  }

  String part(Object record) {
    return columns.get(0).cell().apply(type.cast(record));
  }

  private List<String> cells(R record) {
    return columns.stream().map(column -> column.cell().apply(record)).toList();
  }
}
