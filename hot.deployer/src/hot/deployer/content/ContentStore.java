// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import hot.deployer.content.ZipCheck.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies of plugin files, named by the hash of their content. What is deployed is deployed from
 * here, so that nobody ever works on a file that another process may be writing.
 *
 * <p>Not thread-safe: belongs to the deployer's thread.
 */
public final class ContentStore {

  private static final long MAX_FILE = 512L << 20;
  private static final Limits LIMITS = new Limits(50_000, 2L << 30);

  private final Path directory;
  private final long maxFile;
  private final ZipCheck check;

  /** Hashes whose content was verified, and those whose content the disk has for certain. */
  private final Set<String> verified = new HashSet<>();

  private final Set<String> synced = new HashSet<>();

  /**
   * Opens a store.
   *
   * @param directory where it keeps its files, created if missing
   * @throws IOException if it can not be created
   */
  public ContentStore(Path directory) throws IOException {
    this(directory, MAX_FILE, LIMITS);
  }

  ContentStore(Path directory, long maxFile, Limits limits) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.maxFile = maxFile;
    this.check = new ZipCheck(limits);
  }

  /**
   * Copies a file once and verifies the copy.
   *
   * @param file the file
   * @return the content, or why there is none yet
   */
  public Intake take(Path file) {
    Path copy;
    try {
      copy = Files.createTempFile(directory, "intake", ".part");
    } catch (IOException full) {
      return blocked(full);
    }
    try {
      FileStamp before;
      String hash;
      try {
        before = FileStamp.of(file);
        if (before.size() > maxFile) {
          return new Intake.Unfinished("is larger than " + maxFile + " bytes");
        }
        if (!ZipCheck.hasEnd(file)) {
          return new Intake.Unfinished("is no complete jar: it does not end as a ZIP archive does");
        }
        hash = copy(file, copy);
        if (!before.equals(FileStamp.of(file))) {
          return new Intake.Unfinished("is being written");
        }
      } catch (NoSuchFileException gone) {
        return new Intake.Unfinished("went away while it was read");
      } catch (NotWritten full) {
        throw full;
      } catch (IOException unreadable) {
        return new Intake.Unfinished(
            Files.exists(file) && !Files.isReadable(file)
                ? "can not be read by this user; let it (chmod u+r, or chown)"
                : "can not be read: " + unreadable);
      }
      return keep(copy, hash);
    } catch (IOException full) {
      return blocked(full);
    } finally {
      Trouble.delete(copy);
    }
  }

  private Intake blocked(IOException full) {
    return new Intake.Blocked("can not be copied: " + Trouble.unwritable(directory, full));
  }

  /**
   * Makes the directory again if it has gone.
   *
   * @return whether it had, and with it all contents
   * @throws IOException if it can not be made
   */
  public boolean restore() throws IOException {
    if (Files.isDirectory(directory)) {
      return false;
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException failed) {
      throw new IOException(Trouble.unwritable(directory, failed), failed);
    }
    forget();
    return true;
  }

  /** Forgets what is known of the files, which are not those any more that were written. */
  public void forget() {
    verified.clear();
    synced.clear();
  }

  private Intake keep(Path copy, String hash) throws IOException {
    Content content = content(hash);
    if (!verified.contains(hash)) {
      Optional<String> problem = check.problem(copy);
      if (problem.isPresent()) {
        return new Intake.Unfinished(problem.get());
      }
    }
    if (verified.add(hash) || !Files.exists(content.path())) {
      synced.remove(hash);
      DurableFiles.move(copy, content.path());
    }
    return new Intake.Taken(content);
  }

  /**
   * Finds a content that an earlier process has stored, and verifies it again.
   *
   * @param hash its hash
   * @return the content, empty if the store does not have it or has it damaged
   * @throws IOException if the store can not be read
   */
  public Optional<Content> find(String hash) throws IOException {
    Content content = content(hash);
    if (!Files.exists(content.path())) {
      return Optional.empty();
    }
    if (!verified.contains(hash)) {
      if (!hash.equals(copy(content.path(), null)) || check.problem(content.path()).isPresent()) {
        return Optional.empty();
      }
      verified.add(hash);
    }
    return Optional.of(content);
  }

  /**
   * Waits until the disk has a content. To be called before anything durable names it; later than
   * {@link #take}, since nobody who deploys needs to wait for a disk.
   *
   * @param content the content
   * @return false if the store does not have it any more
   * @throws IOException if the disk fails
   */
  public boolean sync(Content content) throws IOException {
    if (!Files.exists(content.path())) {
      return false;
    }
    if (!synced.contains(content.sha256())) {
      DurableFiles.sync(content.path());
      synced.add(content.sha256());
    }
    return true;
  }

  /**
   * Deletes every content but some.
   *
   * @param hashes the hashes of those to keep
   * @throws IOException if the store can not be listed, or a file can not be deleted
   */
  public void retain(Set<String> hashes) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String hash = name.endsWith(".jar") ? name.substring(0, name.length() - 4) : "";
        if (!hashes.contains(hash)) {
          Files.deleteIfExists(file);
          verified.remove(hash);
          synced.remove(hash);
        }
      }
    }
  }

  private Content content(String hash) {
    return new Content(hash, directory.resolve(hash + ".jar"));
  }

  /** The copy could not be written, though the file can be read. */
  private static final class NotWritten extends IOException {
    private static final long serialVersionUID = 1;

    NotWritten(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static String copy(Path from, @Nullable Path to) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(from);
        OutputStream out =
            to == null ? OutputStream.nullOutputStream() : Files.newOutputStream(to)) {
      byte[] buffer = new byte[64 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        write(out, buffer, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void write(OutputStream out, byte[] buffer, int count) throws NotWritten {
    try {
      out.write(buffer, 0, count);
    } catch (IOException full) {
      throw new NotWritten(full);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
