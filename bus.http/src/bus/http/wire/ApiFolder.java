// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder by which a client finds a running API. It holds the address and the token, each in a
 * file that only its owner may read, as long as the API runs.
 *
 * @param folder where that is
 */
public record ApiFolder(Path folder) {
  /** Returns the folder that belongs to a state directory. */
  public static ApiFolder of(Path state) {
    return new ApiFolder(state.resolve("api"));
  }

  private Path addressFile() {
    return folder.resolve("address");
  }

  /** Returns the file with the token. */
  public Path tokenFile() {
    return folder.resolve("token");
  }

  /** Says whether an API runs, or was running when its process was killed. */
  public boolean present() {
    return Files.exists(addressFile());
  }

  /** Returns the address of the API, such as {@code http://127.0.0.1:5110}. */
  public URI address() throws IOException {
    return URI.create(Files.readString(addressFile()).strip());
  }

  /** Returns the token. */
  public String token() throws IOException {
    return Files.readString(tokenFile()).strip();
  }

  /** Writes what a client needs; the address last, since it says that the rest is there. */
  public void write(URI address, String token) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(folder, only("rwx------", posix));
    clear();
    write(tokenFile(), token, posix);
    write(addressFile(), address.toString(), posix);
  }

  private static void write(Path file, String text, boolean posix) throws IOException {
    Set<OpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, fresh, only("rw-------", posix))) {
      channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static FileAttribute<?>[] only(String permissions, boolean posix) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Deletes both files. */
  public void clear() throws IOException {
    Files.deleteIfExists(addressFile());
    Files.deleteIfExists(tokenFile());
  }
}
