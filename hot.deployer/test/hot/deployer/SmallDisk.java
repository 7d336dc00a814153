// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real file system of a megabyte, which can be filled. */
final class SmallDisk implements AutoCloseable {

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts one; skips the test where that is not allowed. */
  static SmallDisk at(Path directory) throws Exception {
    Files.createDirectories(directory);
    String[] mount = {"mount", "-t", "tmpfs", "-o", "size=1m", "none", directory.toString()};
    Assumptions.assumeTrue(run(mount), "a small disk can only be mounted by root, on Linux");
    return new SmallDisk(directory);
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  /** Writes until nothing more goes. */
  void fill() throws IOException {
    boolean full = false;
    try (OutputStream out = Files.newOutputStream(directory.resolve(".filler"))) {
      for (int i = 0; i < 4096; i++) {
        out.write(new byte[1024]);
      }
    } catch (IOException noSpaceLeft) {
      full = true;
    }
    assertThat(full).isTrue();
  }

  void free() throws IOException {
    Files.delete(directory.resolve(".filler"));
  }

  @Override
  public void close() throws Exception {
    // Lazily: the framework may still have files of it open.
    assertThat(run("umount", "-l", directory.toString())).isTrue();
  }
}
