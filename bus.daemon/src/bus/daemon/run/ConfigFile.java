// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.daemon.DaemonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a configuration file.
 *
 * @param name the name as it was given
 * @param text the content
 */
record ConfigFile(String name, String text) {
  static ConfigFile read(Path given, Path file) {
    try {
      return new ConfigFile(given.toString(), Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new DaemonException(
          "configuration file %s does not exist; name one that does with --config"
              .formatted(given));
    } catch (CharacterCodingException notText) {
      throw new DaemonException(
          "configuration file %s is not text in UTF-8; save it as such".formatted(given));
    } catch (IOException failed) {
      throw new DaemonException(
          "configuration file %s can not be read: %s".formatted(given, failed), failed);
    }
  }

  ConfigSet parse(ConfigReader reader) {
    try {
      return reader.read(text, name);
    } catch (ConfigException wrong) {
      throw new DaemonException(String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
