// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import hot.codegen.Compilation;
import hot.codegen.PluginCompiler;
import hot.codegen.module.ModuleInputs;
import hot.codegen.problem.Problem;
import hot.codegen.watch.EventSource.Hint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds modules, and builds them anew whenever a file changes that they are built of: a source, a
 * resource, a project file, a module they depend on, a replacement, a jar.
 *
 * <p>Events of the file system drive it; all files are looked at now and then besides, and when
 * events were lost. What counts is content: a file that was written again with the same content is
 * no change. A change begins to be built after a moment of quiet that is short for one file and
 * longer for many. What changes during a build is built next. What fails, be it the compiler
 * itself, is told, and the watch goes on.
 *
 * <p>Thread-safe. The listener is called on the one thread of the watch, in order, with no lock
 * held; the watch goes on when it returns.
 */
public final class ModuleWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ModuleWatch.class);
  private static final long CLOSE_MILLIS = 30_000;

  private final PluginCompiler compiler;
  private final Supplier<List<WatchTarget>> targets;
  private final WatchTimes times;
  private final Consumer<? super WatchEvent> listener;
  private final EventSource events;
  private final FileStates files;
  private final Thread thread;

  /** What is built, and of what; belongs to the thread. */
  private final Map<WatchTarget, Places> known = new LinkedHashMap<>();

  private GitLock git = new GitLock(Set.of());
  private @Nullable Hint next;
  private volatile boolean closed;

  /**
   * Creates a watch; {@link #start} begins it.
   *
   * @param compiler builds; stays the caller's, who closes it after the watch
   * @param targets tells what to build, in this order; asked at the start and when a project file
   *     has changed, on the thread of the watch
   * @param times how long it waits
   * @param listener told what happens
   * @throws IOException if the system gives no events
   */
  public ModuleWatch(
      PluginCompiler compiler,
      Supplier<List<WatchTarget>> targets,
      WatchTimes times,
      Consumer<? super WatchEvent> listener)
      throws IOException {
    this.compiler = compiler;
    this.targets = targets;
    this.times = times;
    this.listener = listener;
    this.events = new EventSource("hotbus-module-events");
    this.files = new FileStates(events);
    this.thread = new Thread(this::run, "hotbus-module-watch");
    thread.setDaemon(true);
  }

  /** Builds all, and then whatever changes. */
  public void start() {
    thread.start();
  }

  /** Asks for a build of all, though nothing may have changed. */
  public void rebuild() {
    events.ask();
  }

  private void run() {
    try {
      arrange();
      build(Instant.now(), Set.copyOf(known.keySet()));
      while (!closed) {
        Hint hint = next != null ? next : events.poll(times.rescan());
        next = null;
        if (closed) {
          break;
        }
        if (hint == null) {
          files.lookAtAll();
          round(Instant.now(), Duration.ZERO, false);
        } else {
          Settling settling = new Settling(events, files, times, git, hint);
          if (settling.await()) {
            round(settling.at(), settling.waited(), settling.asked());
          }
        }
      }
    } catch (InterruptedException unexpected) {
      log.warn("module watch was interrupted, nothing is built any more");
    }
  }

  private void round(Instant at, Duration waited, boolean all) {
    List<FileChange> changes = files.take();
    if (changes.isEmpty() && !all) {
      return;
    }
    if (!changes.isEmpty()) {
      tell(new WatchEvent.Changed(at, waited, changes));
    }
    Set<WatchTarget> before = Set.copyOf(known.keySet());
    Set<WatchTarget> concerned = concerned(changes);
    if (all || changes.stream().anyMatch(ModuleWatch::isProjectFile)) {
      arrange();
      concerned.addAll(concerned(changes));
      known.keySet().stream().filter(target -> !before.contains(target)).forEach(concerned::add);
    }
    build(at, all ? known.keySet() : concerned);
  }

  private static boolean isProjectFile(FileChange change) {
    String name = String.valueOf(change.file().getFileName());
    return name.endsWith(".bnd") || name.equals("pom.xml");
  }

  private Set<WatchTarget> concerned(List<FileChange> changes) {
    Set<WatchTarget> found = new LinkedHashSet<>();
    known.forEach(
        (target, places) -> {
          if (changes.stream().anyMatch(change -> places.concerns(change.file()))) {
            found.add(target);
          }
        });
    return found;
  }

  /** Finds out what is to be built, and of what. */
  private void arrange() {
    try {
      List<WatchTarget> wanted = targets.get();
      Map<WatchTarget, Places> found = new LinkedHashMap<>();
      wanted.forEach(
          target -> found.put(target, known.getOrDefault(target, Places.of(target.request()))));
      known.clear();
      known.putAll(found);
      look(Instant.now());
    } catch (RuntimeException failed) { // the top of the loop, which must go on
      log.error("modules can not be looked at, trying again when they change", failed);
    }
  }

  /** Looks where the builds read; what was written there since a build began is a change. */
  private void look(Instant since) {
    Places all = Places.union(known.values());
    files.places(all, since);
    git = GitLock.of(all.inputs().folders().stream().map(ModuleInputs.Folder::path).toList());
  }

  private void build(Instant at, Set<WatchTarget> concerned) {
    Instant began = Instant.now();
    // In the order of the targets, which puts libraries before their users.
    for (WatchTarget target : List.copyOf(known.keySet())) {
      if (concerned.contains(target) && !closed) {
        tell(new WatchEvent.Building(target));
        Compilation compilation = compile(target);
        learn(target, compilation, began);
        if (compilation instanceof Compilation.Compiled compiled) {
          tell(new WatchEvent.Built(target, compiled));
        } else {
          tell(
              new WatchEvent.Failed(
                  target, (Compilation.Rejected) compilation, changedMeanwhile()));
        }
      }
    }
    tell(new WatchEvent.Done(at, changedMeanwhile()));
  }

  /** Takes note of what a build has read; of more, if it did not come to its end. */
  private void learn(WatchTarget target, Compilation compilation, Instant began) {
    Places before = known.getOrDefault(target, Places.of(target.request()));
    ModuleInputs read = compilation.inputs();
    boolean whole = compilation instanceof Compilation.Compiled;
    Places now = before.withInputs(whole ? read : before.inputs().plus(read));
    if (!now.equals(before)) {
      known.put(target, now);
      look(began);
    }
  }

  private Compilation compile(WatchTarget target) {
    try {
      return compiler.compile(target.request());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failed) {
      // javac throws all of these at sources that it has an error with.
      log.warn("the compiler failed, the watch goes on target={}", target.name(), failed);
      return new Compilation.Rejected(
          List.of(Problem.error("the compiler failed: " + failed)), ModuleInputs.none(), List.of());
    }
  }

  private boolean changedMeanwhile() {
    try {
      while (next == null) {
        Hint hint = events.poll(Duration.ZERO);
        if (hint == null) {
          return false;
        }
        boolean counts = !(hint instanceof Hint.Touched file) || files.look(file.path());
        next = counts && (!(hint instanceof Hint.Touched) || files.differs()) ? hint : null;
      }
      return true;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(WatchEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException failed) { // whoever listens must not end the watch
      log.warn("listener failed event={}", event.getClass().getSimpleName(), failed);
    }
  }

  /** Ends the watch; waits for a build that is under way. */
  @Override
  public void close() {
    closed = true;
    // Not by interruption: that would close the files that the compiler keeps open.
    events.ask();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    events.close();
  }
}
