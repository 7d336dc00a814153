// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.daemon.RealCli;
import bus.daemon.cli.StopRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotbus watch} as a person uses it. */
@Timeout(120)
final class WatchCommandTest {
  private static final String SOURCE =
      """
      package hello;

      import bus.api.controller.Controller;
      import bus.api.controller.ControllerType;

      @ControllerType(id = "test/hello", version = "1.2.3")
      public final class Hello implements Controller {
        Hello() {}
      }
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StopRequest stop = new StopRequest();

  private int run(String... arguments) {
    return new RealCli(folder, out, out, stop, List.of(new WatchCommand())).run(arguments);
  }

  private void awaitOutput(String pattern) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern(pattern));
  }

  @Test
  void buildsOnEachChangeAndKeepsWhatIsThereWhenItDoesNotCompile() throws Exception {
    folder = folder.toRealPath();
    Path source = folder.resolve("hello/src/hello/Hello.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, SOURCE);
    Files.createDirectory(folder.resolve("out"));
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("watch", "hello", "-o", "out"));
    awaitOutput("built     hello 1\\.0\\.0 in \\d+ ms \\(resolve .*\\R.*written   out/hello-");

    Files.writeString(source, SOURCE.replace("Hello() {}", "Hello() { nothing(); }"));
    awaitOutput(
        "changed   hello/src/hello/Hello.java\\R"
            + "hello/src/hello/Hello.java:8:13: error: cannot find symbol(.*\\R)*"
            + ".*failed    1 error in hello, nothing was written, what was there stays");
    assertThat(folder.resolve("out").toFile().list()).hasSize(1);

    Files.writeString(source, SOURCE.replace("1.2.3", "1.2.4"));
    awaitOutput("what was there stays\\R.*changed .*\\R.*built .*\\R.*written ");
    stop.request("the test");
    assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
    awaitOutput("ended     the test");
  }
}
