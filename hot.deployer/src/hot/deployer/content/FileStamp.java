// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the file system says about a file without reading it; differs once the file was written to,
 * even with its size and modification time kept where the system records changes of the inode.
 *
 * @param attributes the attributes, by name
 */
public record FileStamp(Map<String, Object> attributes) {

  /** Copies the map. */
  public FileStamp {
    attributes = Map.copyOf(attributes);
  }

  /**
   * Reads the stamp of a file, following links.
   *
   * @param file the file
   * @return its stamp
   * @throws IOException if there is no such file or it can not be read
   */
  public static FileStamp of(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return new FileStamp(
        Files.readAttributes(
            file, unix ? "unix:size,lastModifiedTime,ino,ctime" : "size,lastModifiedTime"));
  }

  /**
   * Returns the size of the file.
   *
   * @return its length in bytes
   */
  public long size() {
    return attributes.get("size") instanceof Long size ? size : 0;
  }
}
