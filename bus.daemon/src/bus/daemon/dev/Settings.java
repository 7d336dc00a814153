// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.api.Bus;
import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.api.plugin.LoadedPlugin;
import bus.daemon.DaemonException;
import bus.daemon.build.EventLines;
import bus.daemon.build.EventLines.Mood;
import bus.daemon.dev.DevOptions.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which controllers run: those of the configuration files, which are read again when they change;
 * or, if there is none, every controller of every plugin, with its default settings.
 *
 * <p>Belongs to one thread at a time.
 */
final class Settings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.dev");
  private final ConfigReader reader;
  private final EventLines lines;
  private final List<Source> sources = new ArrayList<>();
  private final Applied defaults;
  private final boolean given;

  /** A file, what is applied of it, and its text at the last look. */
  private record Source(ConfigSource file, Applied applied, Map<String, String> text) {}

  Settings(List<ConfigSource> files, ConfigReader reader, Bus bus, EventLines lines) {
    this.reader = reader;
    this.lines = lines;
    this.given = !files.isEmpty();
    this.defaults = new Applied(bus, lines, true);
    files.forEach(
        file -> sources.add(new Source(file, new Applied(bus, lines, false), new HashMap<>())));
  }

  /**
   * Applies the files for the first time.
   *
   * @throws DaemonException if one can not be read or is wrong
   */
  void begin() {
    for (Source source : sources) {
      String text = read(source.file());
      source.text().put("", text);
      try {
        source.applied().exchange(reader.read(text, source.file().given().toString()));
      } catch (ConfigException wrong) {
        throw new DaemonException(String.valueOf(wrong.getMessage()), wrong);
      }
    }
  }

  private static String read(ConfigSource source) {
    try {
      return Files.readString(source.file());
    } catch (IOException failed) {
      throw new DaemonException(
          "configuration file %s can not be read (%s); name one that can with --config"
              .formatted(source.given(), failed),
          failed);
    }
  }

  /** Looks at the files again; a wrong one is told once and changes nothing. */
  void look() {
    for (Source source : sources) {
      try {
        String text = read(source.file());
        if (!text.equals(source.text().put("", text))) {
          source.applied().exchange(reader.read(text, source.file().given().toString()));
          lines.line(Mood.GOOD, "settings", source.file().given() + " has changed and is applied");
        }
      } catch (ConfigException wrong) {
        lines.line(
            Mood.BAD, "settings", wrong.getMessage() + "; what it said before stays applied");
      } catch (DaemonException missing) {
        LOG.debug("configuration can not be read now, what it said stays applied", missing);
      }
    }
  }

  /** Takes note of what is loaded. */
  void loaded(List<LoadedPlugin> plugins) {
    if (given) {
      return;
    }
    Map<String, ConfigEntry> wanted = new HashMap<>();
    for (LoadedPlugin plugin : plugins) {
      plugin.factories().forEach(id -> wanted.put(id, ConfigEntry.of(id, Map.of())));
    }
    defaults.exchange(ConfigSet.of(wanted));
  }

  @Override
  public void close() {
    defaults.close();
    sources.forEach(source -> source.applied().close());
  }
}
