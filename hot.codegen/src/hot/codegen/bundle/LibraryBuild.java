// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import bus.api.plugin.PluginConstants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A build of a library that another bundle brings.
 *
 * @param name its plugin id, else its symbolic name, else the name of its file
 * @param hash its build hash, else that of its file
 */
public record LibraryBuild(String name, String hash) {

  /**
   * Reads which build a jar is.
   *
   * @param jar a jar
   * @return its name and hash
   * @throws IOException if it can not be read
   */
  public static LibraryBuild of(Path jar) throws IOException {
    Attributes headers;
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
    }
    String id = first(headers, PluginConstants.HEADER_ID, "Bundle-SymbolicName");
    String hash = headers.getValue(PluginConstants.HEADER_BUILD_HASH);
    return new LibraryBuild(
        id == null ? String.valueOf(jar.getFileName()) : id.replaceFirst(";.*", "").strip(),
        hash == null ? BuildHash.of(Files.readAllBytes(jar)) : hash);
  }

  private static @Nullable String first(Attributes headers, String name, String otherwise) {
    String value = headers.getValue(name);
    return value == null ? headers.getValue(otherwise) : value;
  }

  /** Returns it as a clause of the header. */
  String clause() {
    String plain = name.matches("[\\w.-]+") ? name : "\"" + name.replace("\"", "") + "\"";
    return plain + ";build=" + hash;
  }
}
