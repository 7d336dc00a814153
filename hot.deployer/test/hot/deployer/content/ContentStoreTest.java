// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import static org.assertj.core.api.Assertions.assertThat;

import hot.deployer.content.ZipCheck.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {

  @TempDir Path directory;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = new ContentStore(directory.resolve("store"), 1 << 20, new Limits(10, 1 << 20));
  }

  private static byte[] zip(int entries, int size, long seed) throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries; i++) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        zip.putNextEntry(new ZipEntry("entry" + i));
        zip.write(noise);
      }
    }
    return bytes.toByteArray();
  }

  private Intake take(byte[] bytes) throws IOException {
    return store.take(Files.write(directory.resolve("file.jar"), bytes));
  }

  private static String reason(Intake intake) {
    return intake instanceof Intake.Unfinished unfinished ? unfinished.reason() : "(taken)";
  }

  @Test
  void keepsAVerifiedCopyUnderItsHash() throws IOException {
    byte[] bytes = zip(3, 1000, 1);
    assertThat(take(bytes))
        .isInstanceOfSatisfying(
            Intake.Taken.class,
            taken -> {
              assertThat(taken.content().path()).hasBinaryContent(bytes);
              assertThat(taken.content().path()).hasFileName(taken.content().sha256() + ".jar");
            });
    assertThat(directory.resolve("store")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void takesNoPrefixOfAFile() throws IOException {
    byte[] bytes = zip(3, 300, 1);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(take(Arrays.copyOf(bytes, length))).isInstanceOf(Intake.Unfinished.class);
    }
    assertThat(take(bytes)).isInstanceOf(Intake.Taken.class);
  }

  @Test
  void takesNoStateOfAnOverwriteInPlace() throws IOException {
    byte[] old = zip(3, 300, 1);
    byte[] next = zip(3, 300, 2);
    assertThat(next).hasSameSizeAs(old);
    for (int length = 0; length <= next.length; length++) {
      byte[] mixed = old.clone();
      System.arraycopy(next, 0, mixed, 0, length);
      boolean whole = Arrays.equals(mixed, old) || Arrays.equals(mixed, next);
      assertThat(take(mixed) instanceof Intake.Taken).as("%d bytes", length).isEqualTo(whole);
    }
  }

  @Test
  void refusesBombs() throws IOException {
    assertThat(reason(take(zip(11, 1, 1)))).isEqualTo("has more than 10 entries");
    assertThat(reason(take(zip(2, 1 << 20, 1)))).isEqualTo("is larger than 1048576 bytes");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[2 << 20]);
    }
    assertThat(reason(take(bytes.toByteArray())))
        .isEqualTo("has more than 1048576 bytes uncompressed");
  }

  @Test
  void refusesBombsThatAreNotLargeByThemselves() throws IOException {
    ContentStore roomy = new ContentStore(directory.resolve("roomy"));
    Path bomb = Files.write(directory.resolve("bomb.jar"), one("zeros", new byte[40 << 20]));
    assertThat(reason(roomy.take(bomb)))
        .isEqualTo("expands to more than 100 times its size, as ZIP bombs do");
    Path absurd =
        Files.write(
            directory.resolve("absurd.jar"), one("META-INF/MANIFEST.MF", new byte[2 << 20]));
    assertThat(reason(roomy.take(absurd))).isEqualTo("has a manifest of more than 1048576 bytes");
  }

  @Test
  void refusesEntriesThatPointElsewhere() throws IOException {
    for (String name : new String[] {"../a", "a/../../b", "/etc/a", "a\\b", "C:/a", "a/.."}) {
      assertThat(reason(take(one(name, new byte[1]))))
          .isEqualTo("has the entry " + name + ", which is no path inside a jar");
    }
    assertThat(reason(take(one("a\nb", new byte[1]))))
        .isEqualTo("has an entry whose name is empty or has control characters");
    assertThat(reason(take(one("a".repeat(1_001), new byte[1]))))
        .isEqualTo("has an entry whose name is longer than 1000 characters");
    assertThat(take(one("a..b/..c", new byte[1]))).isInstanceOf(Intake.Taken.class);
  }

  private static byte[] one(String name, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(data);
    }
    return bytes.toByteArray();
  }

  @Test
  void tellsWhatIsWrong() throws IOException {
    assertThat(reason(store.take(directory.resolve("absent.jar")))).contains("went away");
    assertThat(reason(take("no zip".getBytes(StandardCharsets.UTF_8)))).contains("no complete jar");
  }

  @Test
  void findsWhatAnEarlierStoreKeptUnlessItIsDamaged() throws IOException {
    Content content = ((Intake.Taken) take(zip(1, 100, 1))).content();

    assertThat(new ContentStore(directory.resolve("store")).find(content.sha256()))
        .contains(content);
    Files.write(content.path(), zip(1, 100, 2));
    assertThat(new ContentStore(directory.resolve("store")).find(content.sha256())).isEmpty();
  }

  @Test
  void deletesWhatIsNotUsed() throws IOException {
    Content first = ((Intake.Taken) take(zip(1, 100, 1))).content();
    Content second = ((Intake.Taken) take(zip(1, 100, 2))).content();

    store.retain(Set.of(second.sha256()));

    assertThat(first.path()).doesNotExist();
    assertThat(second.path()).exists();
    assertThat(take(zip(1, 100, 1))).isEqualTo(new Intake.Taken(first));
    assertThat(first.path()).exists();
  }
}
