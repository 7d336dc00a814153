// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names what was made of some files, so that it is found again while they are the same. */
final class ContentKey {

  private ContentKey() {}

  static String of(Path place, List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    digest.update(place.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      boolean there = Files.isRegularFile(file);
      digest.update((byte) (there ? 1 : 0));
      if (there) {
        digest.update(sha256().digest(Files.readAllBytes(file)));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
