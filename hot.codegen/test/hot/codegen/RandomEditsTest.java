// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A compilation that remembers the one before gives the same as one that does not: the same bytes,
 * the same warnings, or the same errors.
 *
 * <p>By default it does always the same. {@code -Dhotbus.edits.seed=N} makes other edits, {@code
 * -Dhotbus.edits.steps=2000} more of them.
 */
class RandomEditsTest {

  private static final int STEPS = Integer.getInteger("hotbus.edits.steps", 50);
  private static final int MORE_STEPS = 400;
  private static final long USUAL = 1;
  private static final int TOLD = 12;

  @TempDir Path root;

  private long seed = Long.getLong("hotbus.edits.seed", USUAL);
  private Random random = new Random(seed);
  private RandomTypes types = new RandomTypes(random, 4);
  private RandomFiles files = new RandomFiles(random);
  private final SortedMap<String, String> onDisk = new TreeMap<>();
  private final Deque<String> told = new ArrayDeque<>();
  private int compiled;
  private int partly;
  private int failed;

  @Test
  void givesTheSameAsACompilationOfAll() throws IOException {
    edit(STEPS);
    if (seed == USUAL) {
      assertThat(partly).as("compiled in part").isPositive();
      assertThat(failed).as("failed").isPositive();
    }
  }

  @Test
  @Tag("slow")
  void givesTheSameForEditsThatNobodyHasSeen() throws IOException {
    seed = System.nanoTime();
    random = new Random(seed);
    types = new RandomTypes(random, 4);
    files = new RandomFiles(random);
    edit(MORE_STEPS);
  }

  private void edit(int steps) throws IOException {
    try (Sandbox sandbox = new Sandbox(root)) {
      sandbox.write("m/bnd.bnd", "Hotbus-Plugin-Id: q.plugin\n");
      Runnable good = snapshot();
      for (int step = 0; step < steps; step++) {
        boolean right = step(sandbox, step);
        if (right) {
          good = snapshot();
        } else if (random.nextInt(4) > 0) {
          good.run();
          tell("back to what compiled");
        }
        int edits = random.nextInt(5) == 0 ? 1 + random.nextInt(6) : 1;
        for (int i = 0; i < edits; i++) {
          tell(random.nextInt(3) > 0 ? types.edit() : files.edit());
        }
      }
    }
    System.getLogger("test")
        .log(
            System.Logger.Level.INFO,
            "seed {0}: {1} compiled, {2} of them in part, {3} failed",
            Long.toString(seed),
            compiled,
            partly,
            failed);
  }

  private Runnable snapshot() {
    Runnable one = types.snapshot();
    Runnable two = files.snapshot();
    return () -> {
      one.run();
      two.run();
    };
  }

  private void tell(String edit) {
    told.addLast(edit);
    if (told.size() > TOLD) {
      told.removeFirst();
    }
  }

  private boolean step(Sandbox sandbox, int step) throws IOException {
    SortedMap<String, String> now = types.sources();
    now.putAll(files.files());
    bring(now);
    List<Path> module = List.of(root.resolve("m"));
    Compilation all =
        sandbox.compiler.compile(
            CompileRequest.of(module, root.resolve("all/" + step + ".jar"), TestHost.platform()));
    Compilation part =
        sandbox.compiler.compile(
            CompileRequest.of(module, root.resolve("part.jar"), TestHost.platform()));
    String where = "seed " + seed + ", step " + step + ", after " + told;
    if (all instanceof Compilation.Compiled whole) {
      assertThat(part).as(where).isInstanceOf(Compilation.Compiled.class);
      Compilation.Compiled same = (Compilation.Compiled) part;
      assertThat(same.bundle()).as(where).hasSameBinaryContentAs(whole.bundle());
      assertThat(texts(same.warnings())).as(where).isEqualTo(texts(whole.warnings()));
      assertThat(same.factories()).as(where).isEqualTo(whole.factories());
      Files.delete(whole.bundle());
      compiled++;
      partly += same.recompiled() < whole.recompiled() ? 1 : 0;
      return true;
    }
    assertThat(part).as(where).isInstanceOf(Compilation.Rejected.class);
    assertThat(texts(((Compilation.Rejected) part).problems()))
        .as(where)
        .isEqualTo(texts(((Compilation.Rejected) all).problems()));
    failed++;
    return false;
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }

  /** Writes what is different. */
  private void bring(SortedMap<String, String> now) throws IOException {
    Path source = root.resolve("m/src");
    for (String path : List.copyOf(onDisk.keySet())) {
      if (!now.containsKey(path)) {
        Files.delete(source.resolve(path));
        onDisk.remove(path);
      }
    }
    for (var file : now.entrySet()) {
      if (!file.getValue().equals(onDisk.put(file.getKey(), file.getValue()))) {
        Path target = source.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.writeString(target, file.getValue());
      }
    }
  }
}
