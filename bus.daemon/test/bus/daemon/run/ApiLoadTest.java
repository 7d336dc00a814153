// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.KeyStatus;
import bus.api.directive.Reference;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Plugins;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import bus.daemon.RealCli;
import bus.daemon.RealDistribution;
import bus.daemon.build.CompileCommand;
import bus.daemon.cli.StopRequest;
import bus.http.wire.ApiFolder;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many clients of one real daemon, while it reloads a plugin again and again. */
final class ApiLoadTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What the server may have: its threads, and its clock. */
  private static final long API_THREADS = 17;

  /** What a log or a class of the JDK may open meanwhile. */
  private static final long MORE_HANDLES = 20;

  @TempDir Path folder;
  private Path plugins = Path.of("");

  /** Builds two versions of a plugin with a controller. */
  private void build() throws IOException {
    for (String version : List.of("one", "two")) {
      Path source = folder.resolve("hello/src/hello/Hello.java");
      Files.createDirectories(source.getParent());
      Files.writeString(
          source,
          """
          package hello;

          @bus.api.controller.ControllerType(id = "test/hello", version = "1.0.0")
          public final class Hello implements bus.api.controller.Controller {
            @Override
            public String toString() {
              return "VERSION";
            }
          }
          """
              .replace("VERSION", version));
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      int code =
          new RealCli(folder, said, said, new StopRequest(), List.of(new CompileCommand()))
              .run("compile", "hello", "-o", version + ".jar");
      assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }
    plugins = Files.createDirectory(folder.resolve("plugins"));
  }

  private void put(String version) throws IOException {
    Path copy = Files.copy(folder.resolve(version + ".jar"), folder.resolve("next.jar"));
    Files.move(copy, plugins.resolve("hello.jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  @Timeout(180)
  void answersManyClientsWhilePluginsReload(TestReporter reporter) throws Exception {
    run(reporter, 20, 1_000, 3);
  }

  @Test
  @Tag("slow")
  @Timeout(600)
  void answersTenThousandRequestsWhilePluginsReload(TestReporter reporter) throws Exception {
    run(reporter, 50, 10_000, 10);
  }

  private void run(TestReporter reporter, int clients, int requests, int reloads) throws Exception {
    build();
    put("one");
    HostOptions options =
        HostOptions.of(RealDistribution.get(), folder.resolve("state"))
            .withPlugins(plugins)
            .withApi(0, true);
    try (HotbusHost host = HotbusHost.start(options)) {
      Plugins deployer = host.service(Plugins.class, LIMIT);
      host.property("hotbus.api.address", LIMIT);
      awaitGeneration(deployer, 1);
      ConfigReader reader = host.service(ConfigReader.class, LIMIT);
      ApplyConfigSet config = new ApplyConfigSet(reader.read("a: {id: test/hello}", "test"));
      try (Reference<KeyStatus> applied = host.service(Bus.class, LIMIT).add(config)) {
        awaitRunning(applied);
        ApiFolder api = ApiFolder.of(folder.resolve("state"));
        load(api, clients, clients * 2, () -> {}); // what is made once is made before counting
        long handles = handles();
        long begin = System.nanoTime();
        ApiLoad.Answers answers = load(api, clients, requests, () -> reload(deployer, reloads));
        double seconds = (System.nanoTime() - begin) / 1e9;
        reporter.publishEntry(
            Map.of(
                "answers", answers.toString(),
                "requests/s", "%.0f".formatted(requests / seconds)));
        assertThat(answers.unexpected()).isEmpty();
        assertThat(answers.good()).isGreaterThan(requests / 2);
        assertThat(failed(deployer.history())).isEmpty();
        awaitRunning(applied);
        await().atMost(LIMIT).until(() -> handles() <= handles + MORE_HANDLES);
        assertThat(apiThreads()).isLessThanOrEqualTo(API_THREADS);
      }
    }
  }

  private static ApiLoad.Answers load(ApiFolder api, int clients, int requests, Runnable beside)
      throws Exception {
    try (ApiLoad load = new ApiLoad(api.address(), api.token(), clients)) {
      return load.run(requests, beside);
    }
  }

  private void reload(Plugins deployer, int times) {
    int generation = deployer.plugins().get(0).generation();
    try {
      for (int i = 1; i <= times; i++) {
        put(i % 2 == 0 ? "one" : "two");
        awaitGeneration(deployer, generation + i);
      }
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void awaitGeneration(Plugins deployer, int generation) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                deployer.plugins().stream()
                    .map(LoadedPlugin::generation)
                    .anyMatch(loaded -> loaded >= generation));
  }

  private static void awaitRunning(Reference<KeyStatus> applied) {
    await()
        .atMost(LIMIT)
        .until(() -> applied.instance().state().all().stream().allMatch(k -> k.status().ready()));
  }

  private static List<Change> failed(List<Deployment> history) {
    return history.stream()
        .flatMap(deployment -> deployment.changes().stream())
        .filter(
            change -> change.kind() == Change.Kind.REFUSED || change.kind() == Change.Kind.RETURNED)
        .toList();
  }

  private static long apiThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hotbus-api"))
        .count();
  }

  private static long handles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
