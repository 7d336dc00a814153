// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.bundle.Assembler;
import hot.codegen.bundle.Assembly;
import hot.codegen.bundle.PluginBundle;
import hot.codegen.bundle.PluginIdentity;
import hot.codegen.generate.GeneratedSource;
import hot.codegen.generate.Generator;
import hot.codegen.host.HostPlatform;
import hot.codegen.host.JarShelf;
import hot.codegen.incremental.Compiled;
import hot.codegen.incremental.IncrementalCompiler;
import hot.codegen.incremental.SourceText;
import hot.codegen.java.JavaBuild;
import hot.codegen.java.JavaTool;
import hot.codegen.java.Processors;
import hot.codegen.java.TextSource;
import hot.codegen.module.Module;
import hot.codegen.module.ModuleSet;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles a small module in memory again and again, so that the compiler of the JDK and bnd are
 * loaded and translated before they are needed. Works on one thread of its own with tools of its
 * own, and makes way for the real work. Ends by itself.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROUNDS = 40;
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final String FOLDER = "hotbus/warm/";
  private static final String CONTROLLER =
      """
      package hotbus.warm;

      import bus.api.controller.Controller;
      import bus.api.controller.ControllerType;
      import bus.api.controller.Resolves;

      @ControllerType(id = "hotbus/warm", version = "1.0.0")
      public final class Warm implements Controller {
        public record Config(String word) {}

        private final Config config;

        Warm(Config config) {
          this.config = config;
        }

        @Resolves
        String answer(Ask ask) {
          return config.word() + ask.name() + %d;
        }
      }
      """;
  private static final String DIRECTIVE =
      """
      package hotbus.warm;

      import bus.api.directive.Directive;

      public record Ask(String name) implements Directive<String> {}
      """;
  private static final String PLAIN =
      """
      package hotbus.warm;

      import java.util.List;
      import java.util.Map;
      import java.util.TreeMap;

      final class Plain {
        private final Map<String, List<Integer>> all = new TreeMap<>();

        int sum(String name) {
          return all.getOrDefault(name, List.of()).stream().mapToInt(n -> n + 1).sum();
        }
      }
      """;

  private final HostPlatform host;
  private final BooleanSupplier makeWay;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean cancelled;

  /**
   * Creates one that does nothing yet.
   *
   * @param host what is compiled against
   * @param makeWay returns when nothing else is compiled, with false if it is to end
   */
  WarmUp(HostPlatform host, BooleanSupplier makeWay) {
    this.host = host;
    this.makeWay = makeWay;
    this.thread = new Thread(this::run, "hotbus-warm-up");
    thread.setDaemon(true);
  }

  /** Begins; the result is how many rounds there were. */
  CompletableFuture<Integer> start() {
    thread.start();
    return ended;
  }

  /** Returns how many rounds there were, when it has ended. */
  CompletableFuture<Integer> ended() {
    return ended;
  }

  /** Ends it after the step that it is at, and waits for that. */
  void stop() {
    cancelled = true;
    try {
      // Not by interruption: that would close files that the compiler of the JDK shares.
      thread.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int rounds = 0;
    long end = System.nanoTime() + LIMIT.toNanos();
    try (JavaTool java = new JavaTool();
        JarShelf jars = new JarShelf()) {
      Session session = Session.with(java);
      while (rounds < ROUNDS && !cancelled && System.nanoTime() < end) {
        if (!makeWay.getAsBoolean() || !round(session, jars, rounds)) {
          break;
        }
        rounds++;
      }
    } catch (IOException | RuntimeException | LinkageError failed) {
      // Then the first compilation is slow, or says what is wrong.
      LOG.debug("warming up has failed rounds={}", rounds, failed);
    } finally {
      ended.complete(rounds);
    }
  }

  /** Does all but to look at files; says whether it came to its end. */
  private boolean round(Session session, JarShelf jars, int number) throws IOException {
    List<SourceText> sources =
        List.of(
            source("Ask", DIRECTIVE),
            source("Plain", PLAIN),
            source("Warm", CONTROLLER.formatted(number)));
    Set<Path> files = sources.stream().map(SourceText::file).collect(Collectors.toSet());
    List<Path> path = host.classPath();
    int release = CompileRequest.OLDEST_RELEASE;
    Compiled own =
        session
            .sources()
            .compile(
                new IncrementalCompiler.Request(
                    sources, path, Processors.none(), release, files, List.of()),
                step -> {});
    if (cancelled || own.failed()) {
      return false;
    }
    Problems problems = new Problems();
    Module module = Module.withoutFiles(Path.of(System.getProperty("java.io.tmpdir")));
    PluginIdentity identity =
        PluginIdentity.of(module, Optional.of("hotbus.warm"), Optional.of("1.0.0"), problems);
    var activator = Generator.activator(identity.id(), own.analysis());
    List<GeneratedSource> generated =
        Generator.generate(own.analysis(), activator, identity.id(), identity.version());
    JavaBuild.Output output = session.generated().compile(generated, own, Map.of(), path, release);
    Map<String, byte[]> classes = new HashMap<>(own.classes());
    classes.putAll(output.files());
    if (cancelled) {
      return false;
    }
    Assembly assembly =
        new Assembly(
            new ModuleSet(List.of(module), List.of(), List.of(), List.of(), List.of(), List.of()),
            identity,
            Optional.of(activator.qualified()),
            own.analysis().factories(),
            classes,
            List.of(),
            host);
    Optional<PluginBundle> bundle = new Assembler(jars).assemble(assembly, problems);
    return bundle.isPresent()
        && bundle.get().stamped(identity.version(), Map.of()).toBytes().length > 0;
  }

  private static SourceText source(String name, String text) {
    return SourceText.of(TextSource.generated(FOLDER + name + ".java", text));
  }
}
