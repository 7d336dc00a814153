// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import static org.assertj.core.api.Assertions.assertThat;

import bus.daemon.Distribution;
import bus.daemon.cli.Cli;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.GlobalOptions;
import bus.daemon.cli.StopRequest;
import bus.daemon.cli.Terminal;
import bus.daemon.demo.DemoCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotbus demo}, in this process. */
@Timeout(180)
final class DemoTest {

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    CommandContext context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            () -> Distribution.at(Path.of(System.getProperty(Distribution.HOME))),
            StopRequest::new,
            new Terminal(false),
            new GlobalOptions());
    return new Cli(context, List.of(new DemoCommand())).run(arguments);
  }

  @Test
  void showsItAllAndEndsWell() {
    assertThat(run("demo")).as(() -> err.toString(StandardCharsets.UTF_8)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(String::strip))
        .containsSubsequence(
            "yaml (demo/yaml): WAITING_FOR_FACTORY",
            "added   Greeting[text=Hello, World!]",
            "added   Greeting[text=Hello again, World!]",
            "removed Greeting[text=Hello, World!]",
            "no moment without a greeting, the reference stayed open",
            "still answered by the running one: Greeting[text=Hello again, World!]",
            "yaml (demo/yaml): WAITING_FOR_FACTORY",
            "demo.boilerplate generation 1: class loader collected");
  }

  @Test
  void refusesToWorkInAFolderThatIsNotEmpty() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThat(run("demo", "--work", ".")).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not empty");
    assertThat(folder.resolve("mine.txt")).exists();
  }
}
