// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash over all that the result of a step depends on; equal stamps mean nothing to do. */
final class Stamp {

  private final MessageDigest digest;

  Stamp() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    add(System.getProperty("java.version"));
  }

  Stamp add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return this;
  }

  /** Adds names and content. */
  Stamp addContent(List<Path> files) throws IOException {
    for (Path file : files) {
      add(file.toString());
      digest.update(Files.readAllBytes(file));
    }
    return this;
  }

  /** Adds a class path: jars by size and time, folders by content. */
  Stamp addClassPath(List<Path> files) throws IOException {
    for (Path file : files) {
      add(file.toString());
      if (Files.isDirectory(file)) {
        addContent(House.files(file, ""));
      } else if (Files.exists(file)) {
        addTimes(List.of(file));
      }
    }
    return this;
  }

  /** Adds names, sizes and times. */
  Stamp addTimes(List<Path> files) throws IOException {
    for (Path file : files) {
      add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
    }
    return this;
  }

  String value() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static boolean matches(Path file, String value) throws IOException {
    return Files.exists(file) && Files.readString(file).equals(value);
  }
}
