// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A properties file of the state directory, whose values are rows of fields. Replaced in one step;
 * what can not be read is told and taken as empty.
 */
final class PropertiesFile {

  private static final Logger log = LoggerFactory.getLogger(PropertiesFile.class);
  private static final String SEPARATOR = "\t";

  private final Path file;

  PropertiesFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all rows.
   *
   * @param fields how many fields a row must have; others are left out
   */
  Map<String, List<String>> read(int fields) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (NoSuchFileException first) {
      log.debug("no such state yet file={}", file);
    } catch (IOException | IllegalArgumentException unreadable) {
      log.warn("state ignored, it can not be read file={} reason={}", file, unreadable.toString());
    }
    Map<String, List<String>> rows = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      List<String> row = Arrays.asList(properties.getProperty(key).split(SEPARATOR, -1));
      if (row.size() == fields) {
        rows.put(key, row);
      } else {
        log.warn("line of the state ignored, it is damaged file={} key={}", file, key);
      }
    }
    return rows;
  }

  /**
   * Replaces all rows.
   *
   * @param durable whether to wait until the disk has them
   */
  void write(Map<String, List<String>> rows, boolean durable) throws IOException {
    Properties properties = new Properties();
    rows.forEach((key, row) -> properties.setProperty(key, row(row)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      properties.store(writer, null);
    }
    DurableFiles.replace(file, bytes.toByteArray(), durable);
  }

  private static String row(List<String> fields) {
    return String.join(
        SEPARATOR, fields.stream().map(field -> field.replace(SEPARATOR, " ")).toList());
  }
}
