// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ApiFolderTest {
  private static final URI ADDRESS = URI.create("http://127.0.0.1:5110");
  @TempDir Path state;

  @Test
  void holdsAddressAndTokenUntilItIsCleared() throws Exception {
    ApiFolder folder = ApiFolder.of(state);
    assertThat(folder.present()).isFalse();
    folder.write(ADDRESS, "secret");
    assertThat(folder.present()).isTrue();
    assertThat(folder.address()).isEqualTo(ADDRESS);
    assertThat(folder.token()).isEqualTo("secret");
    folder.write(ADDRESS, "next");
    assertThat(folder.token()).isEqualTo("next");
    folder.clear();
    assertThat(folder.present()).isFalse();
    assertThat(folder.tokenFile()).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isForItsOwnerOnly() throws Exception {
    ApiFolder folder = ApiFolder.of(state);
    folder.write(ADDRESS, "secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.tokenFile())))
        .isEqualTo("rw-------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void doesNotKeepTheRightsOfAFileThatWasThere() throws Exception {
    ApiFolder folder = ApiFolder.of(state);
    Files.createDirectories(folder.folder());
    Files.writeString(folder.tokenFile(), "old");
    Files.setPosixFilePermissions(folder.tokenFile(), PosixFilePermissions.fromString("rw-rw-rw-"));
    folder.write(ADDRESS, "secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.tokenFile())))
        .isEqualTo("rw-------");
  }
}
