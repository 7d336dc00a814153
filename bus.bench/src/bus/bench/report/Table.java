// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** A report as a table in Markdown. */
final class Table {

  private static final String HEAD =
      """
      | what | n | median or score | p90 or ± | max | unit | bar | beside it, same run |
      |---|--:|--:|--:|--:|---|---|---|
      """;

  private final Report report;

  Table(Report report) {
    this.report = report;
  }

  String text() {
    return HEAD + report.rows().stream().map(Table::line).collect(Collectors.joining());
  }

  private static String line(Row row) {
    List<String> cells =
        List.of(
            row.what(),
            Numbers.show((double) row.n()),
            Numbers.show(row.figure().value()),
            second(row.figure()),
            row.figure() instanceof Figure.Spread spread ? Numbers.show(spread.max()) : "",
            row.unit(),
            bar(row),
            row.beside());
    return cells.stream().map(Table::cell).collect(Collectors.joining("|", "|", "|\n"));
  }

  private static String second(Figure figure) {
    if (figure instanceof Figure.Spread spread) {
      return Numbers.show(spread.p90());
    }
    double error = ((Figure.Score) figure).error();
    return Double.isNaN(error) ? "" : "± " + Numbers.show(error);
  }

  private static String bar(Row row) {
    return switch (row.verdict()) {
      case NONE -> row.bar();
      case MET -> row.bar() + ": met";
      case MISSED -> "**" + row.bar() + ": missed**";
    };
  }

  private static String cell(String text) {
    String safe = text.replace("|", "\\|").replace('\n', ' ');
    return safe.isEmpty() ? " " : " " + safe + " ";
  }
}
