// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.daemon.cli.CommandContext;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where a plugin bundle is written. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description =
          "The file to write; {buildHash} in its name becomes the build hash, and files of earlier"
              + " hashes are removed. A folder means MODULE-{buildHash}.jar in it, and is made if"
              + " it is not there. What does not end in .jar is a folder.")
  private Path output = Path.of("");

  private static boolean isFile(Path path) {
    String last = String.valueOf(path.getFileName());
    return Files.isRegularFile(path)
        || (!Files.isDirectory(path) && (last.endsWith(".jar") || last.contains("{buildHash}")));
  }

  /** Returns the file that is meant for a module. */
  Path file(CommandContext context, Path module) {
    Path file = context.resolve(output);
    if (isFile(file)) {
      return file;
    }
    Path name = context.resolve(module).getFileName();
    return file.resolve((name == null ? "plugin" : name) + "-{buildHash}.jar");
  }
}
