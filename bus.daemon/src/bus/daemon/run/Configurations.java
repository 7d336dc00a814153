// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.daemon.DaemonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations that the daemon keeps applied, one directive for each file, as desired state:
 * a file that changes is applied anew, one that is wrong changes nothing.
 *
 * <p>Belongs to one thread at a time.
 */
final class Configurations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.config");
  private final List<ConfigPath> paths;
  private final ConfigReader reader;
  private final Bus bus;
  private final Map<Path, AppliedFile> applied = new LinkedHashMap<>();
  private final Map<Path, String> told = new HashMap<>();
  private final Set<Path> missing = new HashSet<>();

  Configurations(List<ConfigPath> paths, ConfigReader reader, Bus bus) {
    this.paths = List.copyOf(paths);
    this.reader = reader;
    this.bus = bus;
  }

  /**
   * Applies what was read at the start.
   *
   * @throws DaemonException if one is wrong; then none is applied
   */
  void apply(List<ConfigFile> files) {
    Map<ConfigFile, ConfigSet> sets = new LinkedHashMap<>();
    files.forEach(file -> sets.put(file, file.parse(reader)));
    sets.forEach(this::add);
  }

  private void add(ConfigFile file, ConfigSet set) {
    applied.put(file.source().path(), new AppliedFile(file, set, bus));
  }

  /** Looks at all files again, and applies what has changed since. */
  void look() {
    applied.values().forEach(AppliedFile::settle);
    Set<Path> seen = new HashSet<>();
    for (ConfigPath path : paths) {
      for (ConfigPath file : path.files()) {
        seen.add(file.path());
        look(file);
      }
    }
    for (Path gone : List.copyOf(applied.keySet())) {
      if (!seen.contains(gone)) {
        gone(gone);
      }
    }
    missing.retainAll(applied.keySet());
  }

  private void look(ConfigPath path) {
    AppliedFile known = applied.get(path.path());
    if (known != null && !Files.exists(path.path())) {
      tell(path.path(), "", known.file().name() + " is gone; what it said stays applied");
      return;
    }
    try {
      ConfigFile now = ConfigFile.read(path);
      missing.remove(path.path());
      if (known != null && known.file().text().equals(now.text())) {
        told.remove(path.path());
        return;
      }
      if (!now.text().equals(told.get(path.path()))) {
        take(known, now);
      }
    } catch (DaemonException unreadable) {
      String message = String.valueOf(unreadable.getMessage());
      tell(path.path(), message, message);
    }
  }

  private void take(@Nullable AppliedFile known, ConfigFile now) {
    try {
      ConfigSet set = now.parse(reader);
      told.remove(now.source().path());
      if (known == null) {
        add(now, set);
        LOG.info("configuration added config={}", now.name());
      } else if (known.replace(now, set, bus)) {
        LOG.info("configuration changed config={}", now.name());
      }
    } catch (DaemonException wrong) {
      String stays = known == null ? "" : "; what it said before stays applied";
      tell(now.source().path(), now.text(), wrong.getMessage() + stays);
    }
  }

  /** A file of a folder must be missing twice: some programs delete a file to write it anew. */
  private void gone(Path path) {
    if (missing.add(path)) {
      return;
    }
    AppliedFile file = applied.remove(path);
    told.remove(path);
    if (file != null) {
      file.release();
      LOG.info("configuration removed config={}", file.file().name());
    }
  }

  private void tell(Path path, String state, String message) {
    if (!state.equals(told.put(path, state))) {
      LOG.error("configuration refused: {}", message);
    }
  }

  /** Takes the configurations back, the last one first. */
  @Override
  public void close() {
    List<AppliedFile> all = new ArrayList<>(applied.values());
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).release();
    }
    applied.clear();
  }
}
