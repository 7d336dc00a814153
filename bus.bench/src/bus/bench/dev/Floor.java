// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.bench.bare.BareFramework;
import bus.bench.bare.JavacAlone;
import bus.daemon.Distribution;
import bus.daemon.build.PluginHost;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * What nobody can do without, in a process of its own: javac of the one file that changed, a jar of
 * all classes, and its installation and start in a bare framework.
 */
final class Floor {

  private static final String ACTIVATOR =
      """
      package bench.answer;

      public final class Activator implements org.osgi.framework.BundleActivator {
        @Override
        public void start(org.osgi.framework.BundleContext context) {
          new Answer().answer(new bench.ask.Ask());
        }

        @Override
        public void stop(org.osgi.framework.BundleContext context) {}
      }
      """;

  private final Path classes;
  private final BareFramework framework;
  private Bundle present;
  private Bundle last;

  private Floor(Path classes, BareFramework framework) {
    this.classes = classes;
    this.framework = framework;
  }

  /** For each line on standard input does it once and prints the ms: {@code MODULES CLASSES}. */
  public static void main(String[] arguments) throws Exception {
    Path modules = Path.of(arguments[0]);
    Path classes = Path.of(arguments[1]);
    Path edited = modules.resolve("answer/src/bench/answer/Answer.java");
    Path activator = edited.resolveSibling("Activator.java");
    var host = PluginHost.of(Distribution.at(Path.of(System.getProperty(Distribution.HOME))));
    try (BareFramework framework = BareFramework.start();
        JavacAlone javac = new JavacAlone(host.classPath(), classes);
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Floor floor = new Floor(classes, framework);
      javac.compile(sources(modules));
      Files.writeString(activator, ACTIVATOR);
      javac.compile(List.of(activator));
      Files.delete(activator);
      System.out.println("READY");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        long begin = System.nanoTime();
        javac.compile(List.of(edited));
        floor.load(line);
        System.out.println("MS " + (System.nanoTime() - begin) / 1e6);
        floor.clear();
      }
    }
  }

  private static List<Path> sources(Path modules) throws IOException {
    try (Stream<Path> files = Files.walk(modules)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("observer"))
          .toList();
    }
  }

  private void load(String name) throws Exception {
    byte[] jar = jar("1.0." + name);
    last = framework.context().installBundle("floor:" + name, new ByteArrayInputStream(jar));
    last.start(Bundle.START_TRANSIENT);
  }

  /** Uninstalls what was there before, as a replacement does behind its switch. */
  private void clear() throws Exception {
    if (present != null) {
      present.uninstall();
    }
    present = last;
  }

  private byte[] jar(String version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    main.putValue(Constants.BUNDLE_SYMBOLICNAME, "bench.floor");
    main.putValue(Constants.BUNDLE_VERSION, version);
    main.putValue(Constants.BUNDLE_ACTIVATOR, "bench.answer.Activator");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, jar);
      }
    }
    return bytes.toByteArray();
  }
}
