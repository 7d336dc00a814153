// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import bus.api.config.ConfigException;
import bus.api.config.Default;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class ConfigBinderUnloadTest {

  private static final String SOURCE =
      """
      package acme;
      import bus.api.config.Default;
      import java.time.Duration;
      import java.util.*;
      record Settings(String name, Level level, List<Server> servers, Map<String, Server> named,
          Optional<Server> spare, Set<Level> levels, @Default("5s") Duration timeout) {
        enum Level { LOW, HIGH }
        static final class Refused extends IllegalArgumentException {
          Refused() { super("name is refused"); }
        }
        static final class Broken extends Error {}
        private record Server(String host, int[] ports) {}
        Settings {
          if (name.equals("refused")) { throw new Refused(); }
          if (name.equals("broken")) { throw new Broken(); }
        }
      }
      """;

  private static final String DATA =
      "{name: %s, level: low, servers: [{host: h, ports: [1]}], named: {n: {host: h, ports: []}},"
          + " spare: {host: h, ports: [%s]}, levels: [HIGH]}";

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws IOException, URISyntaxException {
    Path source = Files.createDirectories(directory.resolve("acme")).resolve("Settings.java");
    Files.writeString(source, SOURCE);
    String path =
        Path.of(Default.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", path, source.toString());
    assertThat(result).isZero();
  }

  @RepeatedTest(5)
  void keepsNoClassAliveAfterBinding() throws Exception {
    awaitCollected(bindInNewLoader("fine", "2", ""));
  }

  @RepeatedTest(5)
  void keepsNoClassAliveAfterAValueWasWrong() throws Exception {
    awaitCollected(
        bindInNewLoader("fine", "x", "c.spare.ports[0]: expected an integer, found 'x' (text)"));
  }

  @RepeatedTest(5)
  void keepsNoClassAliveAfterTheRecordRefused() throws Exception {
    awaitCollected(bindInNewLoader("refused", "2", "c: name is refused"));
    awaitCollected(bindInNewLoader("broken", "2", "c: Settings refused it: Broken"));
  }

  private record Remains(WeakReference<ClassLoader> loader, Object kept) {}

  /** Returns what the runtime may keep: the failure, but neither binder nor record. */
  private static Remains bindInNewLoader(String name, String port, String expected)
      throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, ConfigBinderUnloadTest.class.getClassLoader())) {
      Class<? extends Record> type = loader.loadClass("acme.Settings").asSubclass(Record.class);
      assertThat(type.getClassLoader()).isSameAs(loader);
      ConfigBinder binder = new ConfigBinder();
      if (expected.isEmpty()) {
        assertThat(binder.bind(type, TestData.map(DATA.formatted(name, port)), "c").getClass())
            .isSameAs(type);
        return new Remains(new WeakReference<>(loader), "nothing");
      }
      ConfigException failure =
          catchThrowableOfType(
              ConfigException.class,
              () -> binder.bind(type, TestData.map(DATA.formatted(name, port)), "c"));
      assertThat(failure).hasMessage(expected);
      return new Remains(new WeakReference<>(loader), failure);
    }
  }

  private static void awaitCollected(Remains remains) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(remains.loader().get()).isNull();
            });
    assertThat(remains.kept()).isNotNull();
  }
}
