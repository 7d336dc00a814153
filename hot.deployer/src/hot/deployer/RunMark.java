// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is there while a deployer works, and so tells the next one whether it was killed. */
final class RunMark {

  private static final Logger log = LoggerFactory.getLogger(RunMark.class);

  private final Path file;
  private final boolean left;

  RunMark(Path state) {
    this.file = state.resolve("running");
    this.left = Files.exists(file);
  }

  /** Whether the last deployer has left it there. */
  boolean wasLeft() {
    return left;
  }

  void set() {
    try {
      Files.writeString(file, "");
    } catch (IOException failed) {
      log.warn("mark of a running deployer not written reason={}", failed.toString());
    }
  }

  void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      log.warn("mark of a running deployer not deleted reason={}", failed.toString());
    }
  }
}
