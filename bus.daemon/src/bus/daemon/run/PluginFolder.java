// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.daemon.DaemonException;
import bus.daemon.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether a folder can serve as plugin folder. */
final class PluginFolder {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.daemon");

  private PluginFolder() {}

  static void check(Path folder) {
    if (!Files.exists(folder)) {
      throw new DaemonException(
          "plugin folder %s does not exist; make it (mkdir -p '%s'), or name another with --plugins"
              .formatted(folder, folder));
    }
    if (!Files.isDirectory(folder)) {
      throw new DaemonException(
          "plugin folder %s is not a folder; name one with --plugins".formatted(folder));
    }
    if (!Files.isReadable(folder)) {
      throw new DaemonException(
          "plugin folder %s can not be read; make it readable for this user".formatted(folder));
    }
    if (!Files.isWritable(folder)) {
      LOG.warn(
          "plugin folder is not writable for this user, which only reads it folder={}", folder);
    }
    warnIfAnyoneMayWrite(folder);
  }

  private static void warnIfAnyoneMayWrite(Path folder) {
    try {
      if (OwnerOnly.writableByAnyone(folder)) {
        LOG.warn(
            "everybody can write to the plugin folder, and so run code in this process; chmod o-w"
                + " folder={}",
            folder);
      }
    } catch (IOException failed) {
      throw new DaemonException(
          "plugin folder %s can not be looked at: %s".formatted(folder, failed), failed);
    }
  }
}
