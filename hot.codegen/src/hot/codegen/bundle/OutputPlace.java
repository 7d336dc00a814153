// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import bus.api.plugin.PluginConstants;
import hot.codegen.problem.Problem;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Where a plugin is put: a path whose file name may have {@link BuildHash#TOKEN} in it. The file
 * appears there whole or not at all, and only then its predecessors are removed.
 */
public final class OutputPlace {

  private final Path folder;
  private final String prefix;
  private final Optional<String> suffix;

  private OutputPlace(Path folder, String prefix, Optional<String> suffix) {
    this.folder = folder;
    this.prefix = prefix;
    this.suffix = suffix;
  }

  /**
   * Reads a pattern.
   *
   * @param pattern a path
   * @param problems where it goes if that is no such pattern
   * @return the place, empty if it has become a problem
   */
  public static Optional<OutputPlace> of(Path pattern, Problems problems) {
    Path file = pattern.getFileName();
    String name = file == null ? "" : file.toString();
    String token = BuildHash.TOKEN;
    int at = name.indexOf(token);
    boolean twice = at >= 0 && name.indexOf(token, at + 1) >= 0;
    Path parent = pattern.getParent();
    boolean above = parent != null && parent.toString().contains(token);
    if (name.isEmpty() || twice || above) {
      problems.error(
          pattern, "expected an output with " + token + " at most once, in the name of the file");
      return Optional.empty();
    }
    if (Files.isDirectory(pattern)) {
      problems.error(
          pattern,
          "the output is a directory; expected a file, such as " + pattern.resolve(token + ".jar"));
      return Optional.empty();
    }
    Path folder = parent == null ? Path.of("") : parent;
    return Optional.of(
        at < 0
            ? new OutputPlace(folder, name, Optional.empty())
            : new OutputPlace(
                folder, name.substring(0, at), Optional.of(name.substring(at + token.length()))));
  }

  /**
   * A file in its place.
   *
   * @param file the file
   * @param unchanged whether it was there already, and was left alone
   * @param warnings predecessors that could not be removed
   */
  public record Placed(Path file, boolean unchanged, List<Problem> warnings) {}

  /**
   * Puts a bundle in its place.
   *
   * @param bundle the bundle, stamped
   * @param pluginId its plugin id
   * @return the file
   * @throws IOException if that is not possible; what was there is there still
   */
  public Placed put(PluginBundle bundle, String pluginId) throws IOException {
    byte[] content = bundle.toBytes();
    Path file = folder.resolve(suffix.map(s -> prefix + bundle.buildHash() + s).orElse(prefix));
    boolean unchanged =
        Files.isRegularFile(file)
            && Files.size(file) == content.length
            && Arrays.equals(Files.readAllBytes(file), content);
    if (!unchanged) {
      Files.createDirectories(folder);
      write(content, file);
    }
    return new Placed(file, unchanged, removeSuperseded(file, pluginId));
  }

  private void write(byte[] content, Path file) throws IOException {
    // Not createTempFile: others than the owner may be meant to read it.
    Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private List<Problem> removeSuperseded(Path current, String pluginId) throws IOException {
    List<Problem> warnings = new ArrayList<>();
    if (suffix.isEmpty()) {
      return warnings;
    }
    String digits = "[0-9a-f]{" + BuildHash.DIGITS + "}";
    Pattern name = Pattern.compile(Pattern.quote(prefix) + digits + Pattern.quote(suffix.get()));
    for (Path file : files()) {
      boolean candidate =
          !file.getFileName().equals(current.getFileName())
              && name.matcher(file.getFileName().toString()).matches()
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      if (candidate && pluginId.equals(pluginId(file))) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          warnings.add(Problem.warning(file, "is superseded but could not be removed: " + e));
        }
      }
    }
    return warnings;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.toAbsolutePath())) {
      found.forEach(files::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return files;
  }

  private static String pluginId(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String id =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(PluginConstants.HEADER_ID);
      return id == null ? "" : id;
    } catch (IOException e) {
      // It is no bundle, so it is not ours.
      return "";
    }
  }
}
