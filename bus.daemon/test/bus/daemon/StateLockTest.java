// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class StateLockTest {
  @TempDir Path folder;

  @Test
  void refusesASecondDaemonAndNamesTheFirst() {
    Path state = folder.resolve("state");
    try (StateLock first = StateLock.take(state)) {
      assertThat(first.state()).isEqualTo(state);
      assertThatThrownBy(() -> StateLock.take(state))
          .isInstanceOf(DaemonException.class)
          .hasMessage(
              "state directory %s is in use by another daemon (process %d); stop that one, or give"
                  + " this one its own with --state",
              state, ProcessHandle.current().pid());
    }
  }

  @Test
  void canBeTakenAgainAfterTheEnd() {
    StateLock.take(folder).close();
    StateLock again = StateLock.take(folder);
    again.close();
    again.close();
  }

  @Test
  void saysThatItCanNotWrite() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> StateLock.take(file.resolve("state")))
        .isInstanceOf(DaemonException.class)
        .hasMessageStartingWith("state directory " + file.resolve("state") + " can not be written")
        .hasMessageEndingWith("make it writable, or choose another with --state");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void makesADirectoryForItsOwnerOnly() throws Exception {
    Path state = folder.resolve("new/state");
    StateLock.take(state).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void seesThatAnybodyMayWrite() throws Exception {
    assertThat(OwnerOnly.writableByAnyone(folder)).isFalse();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(OwnerOnly.writableByAnyone(folder)).isTrue();
  }
}
