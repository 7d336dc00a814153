// SPDX-License-Identifier: Apache-2.0
package bus.daemon.demo;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Plugins;
import bus.api.plugin.UnloadedPlugin;
import bus.api.plugin.UnloadedPlugin.Proof;
import bus.daemon.DaemonException;
import bus.daemon.HotbusHost;
import hot.codegen.Compilation.Compiled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** What the demo does, step by step; a step that does not come about ends it. */
final class Script {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String CONFIG =
      """
      greeter:
        id: demo/boilerplate
        config:
          greeting: Hello
      watcher:
        id: demo/watcher
      yaml:
        id: demo/yaml
      """;

  private final Progress progress;
  private final Scratch scratch;
  private final DemoCompiler compiler;
  private final List<Path> built = new ArrayList<>();
  private final BlockingQueue<Deployment> deployments = new LinkedBlockingQueue<>();

  Script(Progress progress, Scratch scratch, DemoCompiler compiler) {
    this.progress = progress;
    this.scratch = scratch;
    this.compiler = compiler;
  }

  /** From sources to bundles. */
  void compileAll() throws Exception {
    for (String module : List.of("greeting", "boilerplate", "demo", "yaml")) {
      Compiled compiled =
          progress.step("compile " + module, () -> compiler.compile(module, scratch.built()));
      progress.seen(summary(compiled));
      built.add(compiled.bundle());
    }
  }

  private static String summary(Compiled compiled) {
    String controllers =
        compiled.factories().stream()
            .flatMap(factory -> factory.info().stream())
            .map(ControllerInfo::id)
            .collect(Collectors.joining(", "));
    return "%s: %s"
        .formatted(
            compiled.bundle().getFileName(),
            controllers.isEmpty() ? "a library" : "controllers " + controllers);
  }

  /** All that happens while the runtime runs. */
  void run(HotbusHost host) throws Exception {
    Plugins plugins = host.service(Plugins.class, LIMIT);
    Bus bus = host.service(Bus.class, LIMIT);
    ConfigSet set = host.service(ConfigReader.class, LIMIT).read(CONFIG, "demo.yaml");
    Registration listening = plugins.onDeployment(deployments::add);
    try (Keys keys = new Keys(bus, set)) {
      progress.step(
          "apply a configuration whose controllers are not there yet",
          () ->
              await(
                  keys,
                  "all keys wait",
                  status -> status.status().phase() == Phase.WAITING_FOR_FACTORY,
                  3));
      showKeys(keys);
      deploy(host, plugins, keys);
      try (Requester requester =
          new Requester(bus, library(host), "demo.greeting.Greet", "World")) {
        greet(requester);
        replace(requester);
        breakJar(requester, plugins);
      }
      remove(plugins, keys);
      proveGone(plugins);
      showPlugins(plugins);
    } finally {
      listening.close();
    }
  }

  private void deploy(HotbusHost host, Plugins plugins, Keys keys) throws Exception {
    progress.step(
        "drop the bundles into the plugin folder",
        () -> {
          for (Path bundle : built) {
            scratch.drop(bundle);
          }
          return await(keys, "all keys run", status -> status.status().ready(), 3);
        });
    showKeys(keys);
    for (LoadedPlugin plugin : plugins.plugins()) {
      progress.seen(
          "loaded %s %s from %s"
              .formatted(plugin.id(), plugin.version(), Path.of(plugin.file()).getFileName()));
    }
    showOverlay(host);
  }

  /** Shows that a plugin has a library of its own, although the host has it too. */
  private void showOverlay(HotbusHost host) {
    String type = "org/snakeyaml/engine/v2/api/Load.class";
    List<String> holders =
        Arrays.stream(host.bundleContext().getBundles())
            .filter(bundle -> bundle.getBundleId() != 0 && bundle.getEntry(type) != null)
            .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
            .sorted()
            .toList();
    require(holders.size() == 2, () -> "expected the library twice, found it in " + holders);
    progress.seen("the YAML library is there twice, apart: in " + String.join(" and ", holders));
  }

  private void greet(Requester requester) throws Exception {
    progress.step(
        "ask for a greeting, and keep asking",
        () ->
            require(requester.await(values -> !values.isEmpty(), LIMIT), () -> "no greeting came"));
    requester.drainEvents().forEach(progress::seen);
  }

  private void replace(Requester requester) throws Exception {
    Path source = scratch.module("boilerplate").resolve("src/demo/boilerplate/Boilerplate.java");
    progress.step(
        "edit Boilerplate.java, compile, replace it while it is used",
        () -> {
          scratch.edit(source, "config.greeting() + \", \"", "config.greeting() + \" again, \"");
          compiler.compile("boilerplate", scratch.plugins());
          return require(
              requester.await(
                  values -> values.size() == 1 && values.get(0).contains("again"), LIMIT),
              () -> "the new greeting did not come; deployments: " + drained());
        });
    requester.drainEvents().forEach(progress::seen);
    require(requester.momentsWithout() == 0, () -> "there was a moment without a greeting");
    progress.seen("no moment without a greeting, the reference stayed open");
    Deployment deployment = lastOf(Change.Kind.REPLACED);
    deployment
        .steps()
        .forEach(step -> progress.seen(step.step() + " " + Progress.millis(step.time())));
  }

  private void breakJar(Requester requester, Plugins plugins) throws Exception {
    LoadedPlugin before = plugin(plugins, "demo.boilerplate");
    Change refused =
        progress.step(
            "overwrite its bundle with half a file",
            () -> {
              Path file = Path.of(before.file());
              Path bundle = scratch.plugins().resolve(file.getFileName());
              byte[] whole = Files.readAllBytes(bundle);
              Files.write(bundle, Arrays.copyOf(whole, whole.length / 2));
              return changeOf(Change.Kind.REFUSED);
            });
    progress.seen("refused: " + refused.reason());
    require(
        plugin(plugins, "demo.boilerplate").bundleId() == before.bundleId()
            && requester.present().size() == 1,
        () -> "the running version was disturbed");
    progress.seen("still answered by the running one: " + requester.present().get(0));
  }

  private void remove(Plugins plugins, Keys keys) throws Exception {
    LoadedPlugin yaml = plugin(plugins, "demo.yaml");
    progress.step(
        "delete a bundle from the plugin folder",
        () -> {
          Files.delete(scratch.plugins().resolve(Path.of(yaml.file()).getFileName()));
          return await(
              keys,
              "its key waits again",
              status ->
                  status.key().equals("yaml")
                      && status.status().phase() == Phase.WAITING_FOR_FACTORY,
              1);
        });
    showKeys(keys);
  }

  private void proveGone(Plugins plugins) throws Exception {
    progress.step(
        "wait for the proof that the unloaded code is gone",
        () -> {
          long deadline = System.nanoTime() + LIMIT.toNanos();
          while (!gone(plugins) && System.nanoTime() < deadline) {
            // A process that does something collects by itself; this one has nothing else to do.
            System.gc();
            LockSupport.parkNanos(20_000_000);
          }
          return require(gone(plugins), () -> "still there: " + plugins.unloaded());
        });
    for (UnloadedPlugin unloaded : plugins.unloaded()) {
      progress.seen(
          "%s generation %d: class loader %s"
              .formatted(
                  unloaded.plugin(),
                  unloaded.generation(),
                  unloaded.proof().name().toLowerCase(Locale.ROOT)));
    }
  }

  private static boolean gone(Plugins plugins) {
    List<UnloadedPlugin> unloaded = plugins.unloaded();
    return unloaded.size() >= 2
        && unloaded.stream().allMatch(each -> each.proof() == Proof.COLLECTED);
  }

  private void showPlugins(Plugins plugins) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("plugin", "version", "generation", "build", "bundle", "controllers"));
    for (LoadedPlugin plugin : plugins.plugins()) {
      rows.add(
          List.of(
              plugin.id(),
              plugin.version(),
              String.valueOf(plugin.generation()),
              plugin.buildHash().substring(0, Math.min(16, plugin.buildHash().length())),
              String.valueOf(plugin.bundleId()),
              String.join(" ", plugin.factories())));
    }
    progress.table(rows);
  }

  private void showKeys(Keys keys) {
    List<KeyStatus> sorted = new ArrayList<>(keys.present());
    sorted.sort(Comparator.comparing(KeyStatus::key));
    for (KeyStatus key : sorted) {
      progress.seen("%s (%s): %s".formatted(key.key(), key.entry().id(), key.status().summary()));
    }
  }

  private static Bundle library(HotbusHost host) {
    return Arrays.stream(host.bundleContext().getBundles())
        .filter(bundle -> "demo.greeting".equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new DaemonException("the library demo.greeting is not installed"));
  }

  private static LoadedPlugin plugin(Plugins plugins, String id) {
    return plugins.plugins().stream()
        .filter(plugin -> plugin.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new DaemonException("plugin %s is not loaded".formatted(id)));
  }

  private @Nullable Void await(Keys keys, String what, Predicate<KeyStatus> wanted, int count)
      throws InterruptedException {
    return require(
        keys.await(wanted, count, LIMIT),
        () ->
            "not so within 30 s: %s; keys: %s; deployments: %s"
                .formatted(what, keys.present(), drained()));
  }

  private Change changeOf(Change.Kind kind) throws InterruptedException {
    return lastOf(kind).changes().stream()
        .filter(change -> change.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** Waits for a deployment with a kind of change; earlier ones are skipped. */
  private Deployment lastOf(Change.Kind kind) throws InterruptedException {
    while (true) {
      Deployment next = deployments.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new DaemonException("no deployment was %s within 30 s".formatted(kind));
      }
      if (next.changes().stream().anyMatch(change -> change.kind() == kind)) {
        return next;
      }
    }
  }

  private List<Deployment> drained() {
    List<Deployment> seen = new ArrayList<>();
    deployments.drainTo(seen);
    return seen;
  }

  private static @Nullable Void require(boolean condition, Supplier<String> otherwise) {
    if (!condition) {
      throw new DaemonException("the demo failed: " + otherwise.get());
    }
    return null;
  }
}
