// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.daemon.DaemonException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes configuration files as the daemon would: sorted, in one form, without comments. */
final class ConfigWriter {
  private ConfigWriter() {}

  /** Writes back what was read, where the form differs; a file is never there by half. */
  static List<ConfigFile> write(List<ConfigFile> files, ConfigReader reader) {
    return files.stream().map(file -> write(file, reader)).toList();
  }

  private static ConfigFile write(ConfigFile file, ConfigReader reader) {
    Path path = file.source().path();
    ConfigSet set = file.parse(reader);
    String text = path.toString().endsWith(".json") ? reader.writeJson(set) : reader.write(set);
    if (text.equals(file.text()) && Files.exists(path)) {
      return file;
    }
    try {
      Path next = Files.createTempFile(path.toAbsolutePath().getParent(), ".", ".tmp");
      Files.writeString(next, text);
      move(next, path);
      return new ConfigFile(file.source(), text);
    } catch (IOException failed) {
      throw new DaemonException(
          "configuration file %s can not be written: %s".formatted(file.name(), failed), failed);
    }
  }

  private static void move(Path next, Path path) throws IOException {
    try {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException notHere) {
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
