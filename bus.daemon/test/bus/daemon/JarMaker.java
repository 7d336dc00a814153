// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes small bundles of classes of these tests. */
public final class JarMaker {
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, Class<?>> classes = new LinkedHashMap<>();

  /** A bundle of version 1.0.0. */
  public static JarMaker bundle(String symbolicName) {
    return new JarMaker()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", symbolicName)
        .header("Bundle-Version", "1.0.0");
  }

  /** Sets a header. */
  public JarMaker header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Adds a class as activator. */
  public JarMaker activator(Class<?> type) {
    classes.put(type.getName().replace('.', '/') + ".class", type);
    return header("Bundle-Activator", type.getName())
        .header("Import-Package", "org.osgi.framework");
  }

  /** Makes the file. */
  public Path write(Path file) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach(manifest.getMainAttributes()::putValue);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, Class<?>> entry : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        try (InputStream code = entry.getValue().getResourceAsStream("/" + entry.getKey())) {
          code.transferTo(jar);
        }
      }
      return file;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
