// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes bundles for tests, from sources compiled in memory. */
final class PluginJar {

  private static final String ACTIVATOR =
      """
      package %1$s;
      import hot.deployer.host.Host;
      import org.osgi.framework.*;
      public final class Activator implements BundleActivator {
        @Override public void start(BundleContext context) throws Exception {
          Host.SAID.add("start %2$s");
          %3$s
        }
        @Override public void stop(BundleContext context) throws Exception {
          Host.SAID.add("stop %2$s");
          %4$s
        }
      }
      """;

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private PluginJar() {}

  /** A plugin with the given id, which is its package as well. */
  static PluginJar plugin(String id, String version) {
    PluginJar jar = new PluginJar();
    return jar.header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", id)
        .header("Bundle-Version", version)
        .header("Hotbus-Plugin-Id", id)
        .header("Hotbus-Plugin-Version", version);
  }

  /** A plugin whose activator says that it starts and stops. */
  static PluginJar talking(String id, String version) {
    return plugin(id, version).activator(id, id + " " + version, "", "");
  }

  /** Adds an activator; what it does at start and stop are Java statements. */
  PluginJar activator(String packageName, String name, String start, String stop) {
    header("Bundle-Activator", packageName + ".Activator");
    header("Import-Package", "org.osgi.framework, hot.deployer.host");
    String source = ACTIVATOR.formatted(packageName, name, start, stop);
    return entries(compile(packageName + ".Activator", source));
  }

  PluginJar header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  PluginJar entry(String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds an entry that does not compress, so that the jar has some length. */
  PluginJar padding(int bytes, long seed) {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    entries.put("noise", noise);
    return this;
  }

  private PluginJar entries(Map<String, byte[]> more) {
    entries.putAll(more);
    return this;
  }

  byte[] bytes() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Puts the jar into a folder in one step. */
  Path into(Path folder, String name) throws IOException {
    return put(bytes(), folder, name);
  }

  static Path put(byte[] bytes, Path folder, String name) throws IOException {
    Path temporary = folder.resolve("." + name + ".tmp");
    Files.write(temporary, bytes);
    return Files.move(
        temporary,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, byte[]> compile(String className, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
    try (JavaFileManager files =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(name.replace('.', '/') + ".class", bytes);
            return new SimpleJavaFileObject(URI.create("mem:///" + name), kind) {
              @Override
              public ByteArrayOutputStream openOutputStream() {
                return bytes;
              }
            };
          }
        }) {
      JavaFileObject input =
          new SimpleJavaFileObject(
              URI.create("mem:///" + className.replace('.', '/') + ".java"),
              JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
              return source;
            }
          };
      List<String> options =
          List.of("--release", "17", "-cp", System.getProperty("java.class.path"), "-proc:none");
      if (!compiler.getTask(null, files, null, options, null, List.of(input)).call()) {
        throw new IllegalArgumentException("does not compile: " + source);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    classes.forEach((name, bytes) -> entries.put(name, bytes.toByteArray()));
    return entries;
  }
}
