// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import static org.assertj.core.api.Assertions.assertThat;

import bus.daemon.DaemonException;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.GlobalOptions;
import bus.daemon.cli.StopRequest;
import bus.daemon.cli.Terminal;
import hot.codegen.Compilation;
import hot.codegen.CompileRequest;
import hot.codegen.host.HostPlatform;
import hot.codegen.module.ModuleInputs;
import hot.codegen.problem.Problem;
import hot.codegen.watch.WatchEvent;
import hot.codegen.watch.WatchTarget;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventLinesTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EventLines lines() {
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new EventLines(
        new CommandContext(
            printed,
            printed,
            Map.of(),
            Path.of("").toAbsolutePath(),
            () -> {
              throw new DaemonException("no distribution");
            },
            StopRequest::new,
            new Terminal(false),
            new GlobalOptions()));
  }

  private static WatchEvent.Failed failed(boolean outdated) {
    WatchTarget target =
        new WatchTarget(
            "hello",
            CompileRequest.of(
                List.of(Path.of("hello")), Path.of("hello.jar"), HostPlatform.of(List.of())));
    return new WatchEvent.Failed(
        target,
        new Compilation.Rejected(
            List.of(Problem.error("no such symbol")), ModuleInputs.none(), List.of()),
        outdated);
  }

  @Test
  void tellsTheErrorsOfABuild() {
    lines().failed(failed(false), "nothing was written");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("no such symbol")
        .contains("failed    1 error in hello, nothing was written");
  }

  @Test
  void leavesTheErrorsOfAnOutdatedBuildToTheNextOne() {
    lines().failed(failed(true), "nothing was written");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .endsWith(
            "again     1 error in hello, but files have changed meanwhile" + System.lineSeparator())
        .doesNotContain("no such symbol")
        .doesNotContain("failed");
  }
}
