// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.watch.FileChange;
import hot.codegen.watch.ModuleWatch;
import hot.codegen.watch.WatchEvent;
import hot.codegen.watch.WatchTarget;
import hot.codegen.watch.WatchTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A watch over modules of a sandbox, and what it has told. */
final class Watching implements AutoCloseable {

  private static final long SECONDS = 60;

  private final BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
  private final ModuleWatch watch;
  volatile Consumer<WatchEvent> also = event -> {};

  /** All events of one change. */
  record Round(List<WatchEvent> events) {

    List<String> files() {
      return events.stream()
          .filter(WatchEvent.Changed.class::isInstance)
          .flatMap(event -> ((WatchEvent.Changed) event).files().stream())
          .map(Round::text)
          .toList();
    }

    private static String text(FileChange change) {
      return change.kind() + " " + change.file().getFileName();
    }

    List<Compilation.Compiled> built() {
      return events.stream()
          .filter(WatchEvent.Built.class::isInstance)
          .map(event -> ((WatchEvent.Built) event).compiled())
          .toList();
    }

    List<String> targets() {
      return events.stream()
          .filter(WatchEvent.Building.class::isInstance)
          .map(event -> ((WatchEvent.Building) event).target().name())
          .toList();
    }

    Compilation.Compiled one() {
      assertThat(built()).as("%s", events).hasSize(1);
      return built().get(0);
    }

    Compilation.Rejected failed() {
      return events.stream()
          .filter(WatchEvent.Failed.class::isInstance)
          .map(event -> ((WatchEvent.Failed) event).rejected())
          .findFirst()
          .orElseThrow(() -> new AssertionError(events));
    }
  }

  static Watching of(PluginCompiler compiler, WatchTarget... targets) throws IOException {
    return of(compiler, () -> List.of(targets), WatchTimes.DEFAULT);
  }

  static Watching of(PluginCompiler compiler, Supplier<List<WatchTarget>> targets, WatchTimes times)
      throws IOException {
    return new Watching(compiler, targets, times);
  }

  private Watching(PluginCompiler compiler, Supplier<List<WatchTarget>> targets, WatchTimes times)
      throws IOException {
    watch =
        new ModuleWatch(
            compiler,
            targets,
            times,
            event -> {
              also.accept(event);
              events.add(event);
            });
    watch.start();
  }

  /** Waits until a change, or the first build, has been dealt with. */
  Round round() throws InterruptedException {
    List<WatchEvent> seen = new ArrayList<>();
    while (true) {
      WatchEvent event = events.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(event).as("an event after %s", seen).isNotNull();
      seen.add(event);
      if (event instanceof WatchEvent.Done) {
        return new Round(seen);
      }
    }
  }

  /** Says whether anything is told within a time. */
  boolean quiet(Duration time) throws InterruptedException {
    return events.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
  }

  void rebuild() {
    watch.rebuild();
  }

  @Override
  public void close() {
    watch.close();
  }
}
