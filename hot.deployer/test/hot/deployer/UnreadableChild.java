// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A process with a deployer that has no right to read everything, whoever started it. */
public final class UnreadableChild {

  private UnreadableChild() {}

  /** Argument: a directory with a folder of plugins. Writes into it what was told. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    try (Fixture fixture = new Fixture(directory)) {
      Path file = fixture.folder.resolve("greeter.jar");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
      fixture.deploy();
      fixture.awaitChange(Kind.REFUSED, 1);
      fixture.rescan();
      fixture.rescan();
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
      fixture.awaitChange(Kind.ADDED, 1);
      List<String> told = fixture.changes().stream().map(UnreadableChild::text).toList();
      Files.write(directory.resolve("told"), told);
    }
  }

  private static String text(Change change) {
    return change.kind() + " " + change.reason();
  }
}
