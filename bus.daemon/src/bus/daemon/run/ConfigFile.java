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

/**
 * The text of a configuration file.
 *
 * @param source where it is from
 * @param text the content
 */
record ConfigFile(ConfigPath source, String text) {
  static ConfigFile read(ConfigPath source) {
    try {
      return new ConfigFile(source, Files.readString(source.path()));
    } catch (NoSuchFileException missing) {
      throw new DaemonException(
          "configuration file %s does not exist; name one that does with --config"
              .formatted(source.given()));
    } catch (CharacterCodingException notText) {
      throw new DaemonException(
          "configuration file %s is not text in UTF-8; save it as such".formatted(source.given()));
    } catch (IOException failed) {
      throw new DaemonException(
          "configuration file %s can not be read: %s".formatted(source.given(), failed), failed);
    }
  }

  /** Returns the name as it was given. */
  String name() {
    return source.given().toString();
  }

  ConfigSet parse(ConfigReader reader) {
    try {
      return reader.read(text, name());
    } catch (ConfigException wrong) {
      throw new DaemonException(String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
