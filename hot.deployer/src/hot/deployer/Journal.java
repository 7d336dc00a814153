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
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives the process: the last good content of each file, and the last generation of each
 * plugin.
 *
 * <p>Two properties files. The one with the contents is on the disk when a deployment ends. The one
 * with the generations is written before each installation, and only has to outlive the process.
 */
final class Journal {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private final Path directory;
  private final Path deployed;
  private final Path generations;
  private final Map<String, String> lastGood;
  private final Map<String, String> lastGeneration;

  Journal(Path state) {
    this.directory = state;
    this.deployed = state.resolve("deployed.properties");
    this.generations = state.resolve("generations.properties");
    this.lastGood = read(deployed);
    this.lastGeneration = read(generations);
  }

  /** Returns the state directory. */
  Path directory() {
    return directory;
  }

  /** Returns the last good content of each file, as hashes. */
  Map<Path, String> lastGood() {
    Map<Path, String> files = new TreeMap<>();
    lastGood.forEach((file, hash) -> files.put(Path.of(file), hash));
    return files;
  }

  /** Records the last good content of each file; returns when the disk has it. */
  void lastGood(Map<Path, String> files) throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    files.forEach((file, hash) -> wanted.put(file.toString(), hash));
    if (!wanted.equals(lastGood)) {
      write(deployed, wanted, true);
      lastGood.clear();
      lastGood.putAll(wanted);
    }
  }

  /** Returns the number of a new generation, which no generation of the plugin has had. */
  int nextGeneration(String plugin) throws IOException {
    int next = Integer.parseInt(lastGeneration.getOrDefault(plugin, "0")) + 1;
    lastGeneration.put(plugin, Integer.toString(next));
    write(generations, lastGeneration, false);
    return next;
  }

  /** The files have gone: the next call of {@link #lastGood(Map)} writes both. */
  void lost() throws IOException {
    lastGood.clear();
    write(generations, lastGeneration, false);
  }

  /** Makes sure that a generation that was seen is not given again. */
  void seen(String plugin, int generation) {
    int last = Integer.parseInt(lastGeneration.getOrDefault(plugin, "0"));
    lastGeneration.put(plugin, Integer.toString(Math.max(last, generation)));
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (NoSuchFileException first) {
      log.debug("no journal yet file={}", file);
    } catch (IOException | IllegalArgumentException unreadable) {
      log.warn(
          "journal ignored, it can not be read file={} reason={}", file, unreadable.toString());
    }
    Map<String, String> map = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    return map;
  }

  private static void write(Path file, Map<String, String> map, boolean durable)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(map);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      properties.store(writer, null);
    }
    DurableFiles.replace(file, bytes.toByteArray(), durable);
  }
}
