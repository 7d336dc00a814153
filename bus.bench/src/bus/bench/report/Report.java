// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a suite has measured.
 *
 * @param suite its name
 * @param conditions what the results depend on
 * @param rows the results
 */
public record Report(String suite, Conditions conditions, List<Row> rows) {

  /** Copies the rows. */
  public Report {
    rows = List.copyOf(rows);
  }

  /** Writes it as JSON; the folder of the file is made if need be. */
  public void writeJson(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    Files.write(file, json);
  }

  /** Returns it as a table in Markdown, without a heading. */
  public String table() {
    return new Table(this).text();
  }

  /** Writes the table into this suite's section of a page of the docs. */
  public void writeDocs(Path page) throws IOException {
    String text = Files.readString(page);
    String body = conditions.sentence() + "\n\n" + table();
    try {
      Files.writeString(page, Section.replace(text, suite, body));
    } catch (IllegalArgumentException e) {
      throw new IOException(page.getFileName() + ": " + e.getMessage(), e);
    }
  }
}
