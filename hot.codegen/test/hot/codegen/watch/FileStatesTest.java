// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.module.ModuleInputs;
import hot.codegen.watch.EventSource.Hint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What has changed is found without events as well: they may be lost (W45). */
@Timeout(60)
final class FileStatesTest {

  @TempDir Path root;
  private EventSource events;
  private FileStates files;

  @BeforeEach
  void open() throws IOException {
    root = root.toRealPath();
    events = new EventSource("test-events");
    files = new FileStates(events);
    write("m/src/A.java", "a");
    ModuleInputs inputs =
        new ModuleInputs(
            List.of(new ModuleInputs.Folder(root.resolve("m"), true)),
            new TreeSet<>(Set.of(root.resolve("p.xml"), root.resolve("none/yet/q.xml"))));
    files.places(new Places(inputs, Set.of()), Instant.MAX);
    assertThat(files.take()).isEmpty();
  }

  @AfterEach
  void close() {
    events.close();
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> taken() {
    return files.take().stream()
        .map(change -> change.kind() + " " + root.relativize(change.file()))
        .toList();
  }

  @Test
  void findsChangesByLookingAtAllWhenEventsWereLost() throws Exception {
    write("m/src/A.java", "b, another size");
    write("m/new/B.java", "b");
    write("p.xml", "p");
    Settling settling =
        new Settling(
            events, files, WatchTimes.DEFAULT, new GitLock(Set.of()), new Hint.Lost(Instant.now()));
    assertThat(settling.await()).isTrue();
    assertThat(taken())
        .containsExactly("ADDED m/new/B.java", "MODIFIED m/src/A.java", "ADDED p.xml");
    Files.delete(root.resolve("m/new/B.java"));
    files.lookAtAll();
    assertThat(taken()).containsExactly("DELETED m/new/B.java");
  }

  @Test
  void forgetsAChangeThatWasTakenBack() throws Exception {
    write("m/src/A.java", "other");
    files.lookAtAll();
    write("m/src/A.java", "a");
    files.look(root.resolve("m/src/A.java"));
    assertThat(taken()).isEmpty();
  }

  @Test
  void looksOnlyAtWhatABuildReads() throws Exception {
    for (String ignored :
        List.of(
            "m/.git/x",
            "m/target/x",
            "m/src/A.java.tmp",
            "m/src/.A.java.swp",
            "m/src/A.java~",
            "q.xml")) {
      write(ignored, "x");
    }
    write("m/src/generated/x", "a package may be called so");
    files.lookAtAll();
    assertThat(taken()).containsExactly("ADDED m/src/generated/x");
    assertThat(files.look(root.resolve("q.xml"))).isFalse();
  }

  @Test
  void findsAFileWhoseDirectoryWasNotThere() throws Exception {
    write("none/yet/q.xml", "q");
    Hint hint = events.poll(Duration.ofSeconds(20));
    assertThat(hint).isInstanceOf(Hint.Touched.class);
    assertThat(files.look(((Hint.Touched) hint).path())).isTrue();
    files.lookAtAll();
    assertThat(taken()).containsExactly("ADDED none/yet/q.xml");
  }

  @Test
  void takesWhatWasWrittenSinceABuildBeganAsAChange() throws Exception {
    write("n/old", "o");
    Instant began = Files.getLastModifiedTime(root.resolve("n/old")).toInstant().plusSeconds(1);
    Path late = write("n/late", "l");
    Files.setLastModifiedTime(late, FileTime.from(began.plusSeconds(1)));
    ModuleInputs inputs =
        new ModuleInputs(
            List.of(new ModuleInputs.Folder(root.resolve("n"), false)), new TreeSet<>());
    files.places(new Places(inputs, Set.of()), began);
    assertThat(taken()).containsExactly("ADDED n/late");
  }

  @Test
  void watchesADirectoryThatTookThePlaceOfAnother() throws Exception {
    Files.move(root.resolve("m"), root.resolve("old"));
    write("m/src/A.java", "a");
    files.lookAtAll();
    assertThat(taken()).isEmpty();
    while (events.poll(Duration.ofMillis(200)) != null) {
      // What the move caused.
    }
    write("m/src/A.java", "b");
    assertThat(events.poll(Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(
            Hint.Touched.class,
            hint -> assertThat(hint.path()).isEqualTo(root.resolve("m/src/A.java")));
  }

  @Test
  void waitsForAFileThatSeemsToBeInTheMaking() throws Exception {
    Path file = write("m/src/A.java", "");
    files.look(file);
    assertThat(files.isUnfinished(file)).isTrue();
    Files.delete(file);
    files.look(file);
    assertThat(files.isUnfinished(file)).isTrue();
    write("m/src/A.java", "b");
    files.look(file);
    assertThat(files.isUnfinished(file)).isFalse();
    Path beside = write("m/src/sedXYZ", "what sed -i renames");
    files.look(beside);
    assertThat(files.isUnfinished(beside)).isTrue();
  }

  @Test
  void knowsTheLockOfARepositoryAndOfAWorkTree() throws Exception {
    write("repo/.git/HEAD", "x");
    write("tree/.git", "gitdir: ../repo/.git/worktrees/tree\n");
    Files.createDirectories(root.resolve("repo/.git/worktrees/tree"));
    GitLock lock = GitLock.of(Set.of(root.resolve("repo/a/b"), root.resolve("tree/a")));
    assertThat(lock.held()).isFalse();
    Path index = write("repo/.git/worktrees/tree/index.lock", "");
    assertThat(lock.held()).isTrue();
    Files.delete(index);
    write("repo/.git/index.lock", "");
    assertThat(lock.held()).isTrue();
  }
}
