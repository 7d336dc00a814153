// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.host.HostPlatform;
import hot.codegen.module.Coordinates;
import hot.codegen.module.MavenRepository;
import hot.codegen.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A directory with modules, and a compiler for them. */
final class Sandbox implements AutoCloseable {

  static final String CONTROLLER =
      """
      package demo.hello;

      import bus.api.controller.Controller;
      import bus.api.controller.ControllerType;

      @ControllerType(id = "demo/hello", version = "1.2.3")
      public final class Hello implements Controller {
        Hello() {}
      }
      """;

  final Path root;
  final PluginCompiler compiler;
  final List<String> fetched = new ArrayList<>();

  Sandbox(Path root) {
    this.root = root;
    this.compiler = new PluginCompiler(new MavenRepository(repository(), this::refuse));
  }

  private Optional<String> refuse(Coordinates name, String version, String type) {
    fetched.add(name + ":" + version);
    return Optional.of("there is no network in this test");
  }

  Path repository() {
    return root.resolve("repository");
  }

  Path out() {
    return root.resolve("out");
  }

  /** Writes a file below the root. */
  Path write(String path, String content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompileRequest request(String... modules) {
    List<Path> paths = List.of(modules).stream().map(root::resolve).toList();
    return CompileRequest.of(paths, out().resolve("{buildHash}.jar"), TestHost.platform());
  }

  Compilation.Compiled compiled(String... modules) {
    return compiled(request(modules));
  }

  Compilation.Compiled compiled(CompileRequest request) {
    Compilation result = compiler.compile(request);
    assertThat(result)
        .withFailMessage(() -> String.valueOf(result))
        .isInstanceOf(Compilation.Compiled.class);
    return (Compilation.Compiled) result;
  }

  List<Problem> rejected(String... modules) {
    return rejected(request(modules));
  }

  List<Problem> rejected(CompileRequest request) {
    Compilation result = compiler.compile(request);
    assertThat(result)
        .withFailMessage(() -> String.valueOf(result))
        .isInstanceOf(Compilation.Rejected.class);
    return ((Compilation.Rejected) result).problems();
  }

  /** The text of all problems, with the root cut off from paths. */
  String rejectedText(String... modules) {
    return text(rejected(modules));
  }

  String text(List<Problem> problems) {
    return String.join("\n", problems.stream().map(Problem::text).toList()).replace(root + "/", "");
  }

  static Attributes headers(Path bundle) {
    try (JarFile jar = new JarFile(bundle.toFile())) {
      return jar.getManifest().getMainAttributes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TreeSet<String> entries(Path bundle) {
    try (JarFile jar = new JarFile(bundle.toFile())) {
      TreeSet<String> names = new TreeSet<>();
      jar.stream().map(JarEntry::getName).forEach(names::add);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String entry(Path bundle, String name) {
    try (JarFile jar = new JarFile(bundle.toFile());
        InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a jar of sources that need only the JDK, with headers and other entries. */
  Path jar(String path, Map<String, String> headers, Map<String, String> content) {
    Map<String, byte[]> entries = new TreeMap<>();
    Map<String, String> sources = new TreeMap<>();
    content.forEach(
        (name, text) -> {
          if (name.endsWith(".java")) {
            sources.put(name, text);
          } else {
            entries.put(name, text.getBytes(StandardCharsets.UTF_8));
          }
        });
    entries.putAll(Javac.compile(sources));
    return jarOf(path, headers, entries);
  }

  /** Makes a jar of these entries. */
  Path jarOf(String path, Map<String, String> headers, Map<String, byte[]> entries) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach(manifest.getMainAttributes()::putValue);
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
        manifest.write(zip);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue());
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a jar into the local repository. */
  Path artifact(
      String group,
      String artifact,
      String version,
      Map<String, String> headers,
      Map<String, String> content) {
    String name = group.replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact;
    return jar("repository/" + name + "-" + version + ".jar", headers, content);
  }

  HostPlatform hostWith(Path... more) {
    return TestHost.platform(List.of(more));
  }

  CompileRequest request(HostPlatform host, String module) {
    return CompileRequest.of(List.of(root.resolve(module)), out().resolve("{buildHash}.jar"), host);
  }

  static String edit(String text, UnaryOperator<String> change) {
    String changed = change.apply(text);
    assertThat(changed).isNotEqualTo(text);
    return changed;
  }

  @Override
  public void close() {
    try {
      compiler.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
