// SPDX-License-Identifier: Apache-2.0
package bus.daemon.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Compiles sources with their test, and runs that, as a person would without any build tool. */
final class OwnTests {
  private OwnTests() {}

  /** How the tests ended. */
  record Result(long passed, List<String> failures) {}

  static Result run(List<Path> folders, List<Path> jars, String test, Path classes)
      throws Exception {
    compile(folders, jars, Files.createDirectories(classes));
    List<URL> places = new ArrayList<>(List.of(url(classes)));
    for (Path jar : jars) {
      places.add(url(jar));
    }
    try (URLClassLoader loader =
        new URLClassLoader(places.toArray(URL[]::new), OwnTests.class.getClassLoader())) {
      SummaryGeneratingListener summary = new SummaryGeneratingListener();
      Launcher launcher = LauncherFactory.create();
      launcher.execute(
          LauncherDiscoveryRequestBuilder.request()
              .selectors(DiscoverySelectors.selectClass(loader.loadClass(test)))
              .build(),
          summary);
      return new Result(
          summary.getSummary().getTestsSucceededCount(),
          summary.getSummary().getFailures().stream()
              .map(failure -> failure.getTestIdentifier() + ": " + failure.getException())
              .toList());
    }
  }

  private static void compile(List<Path> folders, List<Path> jars, Path classes)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp"));
    arguments.add(
        Stream.concat(
                jars.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
            .collect(Collectors.joining(File.pathSeparator)));
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }
}
