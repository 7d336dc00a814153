// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Warming up: in the background, bounded, gone at the end. */
@Timeout(60)
class WarmUpTest {

  @TempDir Path root;

  private static boolean running() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("hotbus-warm-up"));
  }

  @Test
  void compilesASmallModuleAndEndsByItself() throws Exception {
    try (Sandbox sandbox = new Sandbox(root)) {
      CompletionStage<Integer> ended = sandbox.compiler.warmUp(TestHost.platform());
      assertThat(sandbox.compiler.warmUp(TestHost.platform())).isSameAs(ended);
      assertThat(ended.toCompletableFuture().get(50, TimeUnit.SECONDS)).isPositive();
    }
    assertThat(running()).isFalse();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void leavesNoThreadWhenTheCompilerIsClosed() throws Exception {
    CompletionStage<Integer> ended;
    try (Sandbox sandbox = new Sandbox(root)) {
      ended = sandbox.compiler.warmUp(TestHost.platform());
    }
    assertThat(running()).isFalse();
    assertThat(ended).isDone();
  }

  @Test
  void doesNotDisturbWhatIsCompiledMeanwhile() {
    try (Sandbox sandbox = new Sandbox(root)) {
      sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
      sandbox.compiler.warmUp(TestHost.platform());
      assertThat(sandbox.compiled("m").factories()).hasSize(1);
    }
  }

  @Test
  void doesNothingAfterTheCompilerWasClosed() {
    Sandbox sandbox = new Sandbox(root);
    sandbox.close();
    assertThat(sandbox.compiler.warmUp(TestHost.platform())).isCompletedWithValue(0);
    assertThat(running()).isFalse();
  }
}
