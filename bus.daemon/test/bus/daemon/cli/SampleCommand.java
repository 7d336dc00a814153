// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import bus.daemon.DaemonException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that does what it is told. */
@Command(name = "sample", description = "Does what it is told.")
final class SampleCommand implements HotbusCommand {
  @Option(names = "--plugin-id")
  @Nullable String pluginId;

  @Option(names = {"-c", "--config"})
  List<Path> configs = List.of();

  @Option(names = "--quick")
  boolean quick;

  @Option(names = "--size")
  int size;

  @Parameters(arity = "0..1")
  String what = "";

  @Override
  public int run(CommandContext context) throws Exception {
    switch (what) {
      case "fail":
        throw new DaemonException("the moon is down\n  wait for it");
      case "crash":
        throw new IllegalStateException("two\nlines");
      case "log":
        context.startLog(org.slf4j.event.Level.INFO);
        LoggerFactory.getLogger("test").info("said a={}", 1);
        LoggerFactory.getLogger("test").debug("whispered");
        LoggerFactory.getLogger("org.apache.felix.x").info("noise");
        return OK;
      default:
        context.out().println("did " + what);
        return what.equals("no") ? FAILED : OK;
    }
  }
}
