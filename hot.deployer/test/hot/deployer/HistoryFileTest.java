// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.StepTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  private static final int MAX = 5;

  @TempDir private Path state;

  private Path file() {
    return state.resolve("history.log");
  }

  private HistoryFile open() {
    return new HistoryFile(state, MAX);
  }

  private static Deployment deployment(long number) {
    return new Deployment(
        number,
        Instant.parse("2026-01-02T03:04:05.678Z").plusSeconds(number),
        List.of(
            new Change(Kind.REPLACED, "p", "1.0." + number, "", "p.jar", "a\tb\\t\nc\r\\ é \u0000"),
            new Change(Kind.REFUSED, "q", "", "", "", "")),
        List.of(
            new StepTime("copy", Duration.ofNanos(number)),
            new StepTime("start", Duration.ofHours(3).plusNanos(7))));
  }

  /** Writes deployments, as one process would, and returns what another one reads. */
  private List<Deployment> written(int from, int to) {
    HistoryFile file = open();
    List<Deployment> all = new ArrayList<>(file.read());
    for (int i = from; i <= to; i++) {
      all.add(deployment(i));
      file.append(deployment(i), all.subList(Math.max(0, all.size() - MAX), all.size()));
    }
    return open().read();
  }

  @Test
  void readsWhatItHasWritten() {
    assertThat(open().read()).isEmpty();
    assertThat(written(1, 3)).containsExactly(deployment(1), deployment(2), deployment(3));
    assertThat(written(4, 4)).hasSize(4).endsWith(deployment(4));
  }

  @Test
  void readsStepsThatADeploymentHadLater() {
    HistoryFile file = open();
    file.append(deployment(1), List.of(deployment(1)));
    file.append(deployment(2), List.of(deployment(1), deployment(2)));
    List<StepTime> more = List.of(new StepTime("stop", Duration.ofMillis(2)));
    Deployment amended = History.amended(deployment(1), more);
    file.append(1, more, List.of(amended, deployment(2)));

    assertThat(open().read()).containsExactly(amended, deployment(2));
  }

  @Test
  void keepsAsManyAsAreWantedInABoundedFile() throws IOException {
    long most = 0;
    for (int i = 1; i <= 100; i++) {
      written(i, i);
      most = Math.max(most, Files.readAllLines(file()).size());
    }

    assertThat(most).isEqualTo(4 * MAX);
    assertThat(open().read())
        .extracting(Deployment::number)
        .containsExactly(96L, 97L, 98L, 99L, 100L);
  }

  @Test
  void passesOverALineThatWasCutOffWhereverThatIs() throws IOException {
    written(1, 2);
    byte[] two = Files.readAllBytes(file());
    written(3, 3);
    byte[] three = Files.readAllBytes(file());

    for (int length = two.length; length < three.length - 1; length++) {
      Files.write(file(), Arrays.copyOf(three, length));
      assertThat(open().read()).containsExactly(deployment(1), deployment(2));
      assertThat(written(4, 4)).containsExactly(deployment(1), deployment(2), deployment(4));
      assertThat(written(5, 5)).hasSize(4).endsWith(deployment(5));
    }
  }

  @Test
  void passesOverALineInWhichABitHasFlipped() throws IOException {
    written(1, 3);
    byte[] whole = Files.readAllBytes(file());
    String bytes = new String(whole, StandardCharsets.ISO_8859_1);
    int middle = bytes.indexOf('\n') + 1;
    int end = bytes.indexOf('\n', middle);

    for (int i = middle; i < end; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(file(), flipped);
      assertThat(open().read()).contains(deployment(1), deployment(3)).hasSize(2);
    }
  }

  @Test
  void takesAFileOfGarbageAsEmptyAndGoesOn() throws IOException {
    byte[] garbage = new byte[5_000];
    new Random(3).nextBytes(garbage);
    Files.write(file(), garbage);

    assertThat(open().read()).isEmpty();
    assertThat(written(1, 1)).containsExactly(deployment(1));
  }

  @Test
  void goesOnWhenItCanNotBeWritten() throws IOException {
    HistoryFile file = open();
    file.append(deployment(1), List.of(deployment(1)));
    Files.delete(file());
    Files.createDirectory(file()); // nothing can be written in the place of a directory
    Files.createFile(file().resolve("x"));
    file.append(deployment(2), List.of(deployment(1), deployment(2)));
    Files.delete(file().resolve("x"));
    Files.delete(file());
    List<Deployment> all = List.of(deployment(1), deployment(2), deployment(3));
    file.append(deployment(3), all);

    assertThat(open().read()).isEqualTo(all);
  }

  @Test
  void passesOverLinesOfAnotherVersion() throws IOException {
    written(1, 1);

    CRC32 crc = new CRC32();
    crc.update("novelty\t1".getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        file(), Long.toHexString(crc.getValue()) + " novelty\t1\n", StandardOpenOption.APPEND);

    assertThat(written(2, 2)).containsExactly(deployment(1), deployment(2));
  }
}
