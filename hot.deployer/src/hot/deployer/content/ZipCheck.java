// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Reads a ZIP archive to the last byte of each entry, twice: along the local headers and along the
 * central directory. A file that is being overwritten in place passes a check of its structure
 * nearly always, and never this one.
 */
final class ZipCheck {

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int MAX_MANIFEST = 1 << 20;

  /** How far a large archive may expand; code and texts stay far below. */
  private static final int MAX_EXPANSION = 100;

  private static final long SMALL = 16L << 20;

  private final Limits limits;

  /**
   * What an archive may not exceed.
   *
   * @param entries the number of its entries
   * @param bytes the size of all entries, uncompressed
   */
  record Limits(int entries, long bytes) {}

  /** The checksum and the size of an entry, by its data. */
  private record Sum(long crc, long size) {}

  ZipCheck(Limits limits) {
    this.limits = limits;
  }

  /** Says whether a file ends as an archive does; cheap, and false for a file that still grows. */
  static boolean hasEnd(Path file) throws IOException {
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(input.length(), END_SIZE + MAX_COMMENT);
      byte[] bytes = new byte[length];
      input.seek(input.length() - length);
      input.readFully(bytes);
      ByteBuffer tail = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = length - END_SIZE; at >= 0; at--) {
        if (tail.getInt(at) == END_SIGNATURE) {
          return true;
        }
      }
      return false;
    }
  }

  /** Returns what is wrong with an archive, empty if nothing is. */
  Optional<String> problem(Path file) throws IOException {
    try {
      compareWithCentralDirectory(file, sumsByLocalHeaders(file));
      return Optional.empty();
    } catch (BadArchive bad) {
      return Optional.of(bad.reason);
    } catch (IOException | IllegalArgumentException bad) {
      // ZipException, EOFException; IllegalArgumentException for a name that is not UTF-8.
      return Optional.of("is corrupt: " + bad.getMessage());
    }
  }

  private Map<String, Sum> sumsByLocalHeaders(Path file) throws IOException, BadArchive {
    Map<String, Sum> sums = new HashMap<>();
    long total = 0;
    long size = Files.size(file);
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        checkEntry(entry);
        // Reading to the end makes the stream compare the data with the local header.
        boolean manifest = JarFile.MANIFEST_NAME.equalsIgnoreCase(entry.getName());
        Sum sum = sum(zip, limits.bytes - total);
        total += sum.size;
        if (manifest && sum.size > MAX_MANIFEST) {
          throw new BadArchive("has a manifest of more than " + MAX_MANIFEST + " bytes");
        }
        if (total > SMALL && total / MAX_EXPANSION > size) {
          throw new BadArchive(
              "expands to more than " + MAX_EXPANSION + " times its size, as ZIP bombs do");
        }
        if (sums.put(entry.getName(), sum) != null) {
          throw new BadArchive("is corrupt: it has two entries " + entry.getName());
        }
        if (sums.size() > limits.entries) {
          throw new BadArchive("has more than " + limits.entries + " entries");
        }
      }
    }
    return sums;
  }

  private static void checkEntry(ZipEntry entry) throws BadArchive {
    Optional<String> problem = EntryName.problem(entry.getName());
    if (problem.isPresent()) {
      throw new BadArchive(problem.get());
    }
  }

  private void compareWithCentralDirectory(Path file, Map<String, Sum> local)
      throws IOException, BadArchive {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() != local.size()) {
        throw new BadArchive(
            "is corrupt: its directory lists %d entries, but it has %d"
                .formatted(zip.size(), local.size()));
      }
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Sum sum;
        try (InputStream data = zip.getInputStream(entry)) {
          sum = sum(data, limits.bytes);
        }
        if (sum.crc != entry.getCrc()
            || sum.size != entry.getSize()
            || !sum.equals(local.get(entry.getName()))) {
          throw new BadArchive("is corrupt: checksum of entry " + entry.getName() + " is wrong");
        }
      }
    }
  }

  private Sum sum(InputStream data, long most) throws IOException, BadArchive {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[8192];
    long size = 0;
    for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
      crc.update(buffer, 0, count);
      size += count;
      if (size > most) {
        throw new BadArchive("has more than " + limits.bytes + " bytes uncompressed");
      }
    }
    return new Sum(crc.getValue(), size);
  }

  /** Ends the check with a reason. */
  private static final class BadArchive extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadArchive(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
