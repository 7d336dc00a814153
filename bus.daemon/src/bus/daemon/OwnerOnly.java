// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that belong to the user of the process. */
public final class OwnerOnly {
  private static final String PRIVATE = "rwx------";

  private OwnerOnly() {}

  /** Makes a folder that only its owner may enter, if it is not there. */
  static void createDirectories(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (posix(folder)) {
      Files.createDirectories(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    } else {
      Files.createDirectories(folder);
    }
  }

  /** Says whether everybody may change what is in a folder. */
  public static boolean writableByAnyone(Path folder) throws IOException {
    return posix(folder)
        && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static boolean posix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
