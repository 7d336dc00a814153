// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak;
import bus.api.plugin.Leak.Holder;
import bus.api.plugin.Leak.Holder.Kind;
import bus.api.plugin.UnloadedPlugin;
import bus.api.plugin.UnloadedPlugin.Proof;
import hot.deployer.leak.HeapReader.Answer;
import hot.deployer.leak.Insides.Shut;
import hot.deployer.proof.Held;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what holds class loaders: first at the usual places in the running JVM, which is quick,
 * and if asked to in a dump of the heap. Holds no class loader when it is done.
 */
final class LeakFinder {

  private static final Logger log = LoggerFactory.getLogger(LeakFinder.class);

  private final List<Search> searches;
  private final Clock clock;
  private final HeapDump dump;
  private final Duration limit;

  /**
   * Makes a finder.
   *
   * @param limit how long the reading of a dump may take
   */
  LeakFinder(BundleContext context, Clock clock, HeapDump dump, Duration limit) {
    this.clock = clock;
    this.dump = dump;
    this.limit = limit;
    this.searches =
        List.of(
            new ThreadSearch(),
            new ThreadLocalSearch(),
            new TimerSearch(),
            new ShutdownHookSearch(),
            new DriverSearch(),
            new MBeanSearch(),
            new RegistrySearch(),
            new FrameworkSearch(context));
  }

  /**
   * Looks.
   *
   * @param all what should be gone
   * @param heapDump whether to write and read a dump of the heap
   * @return what is still there, each with what holds it
   */
  List<Leak> find(List<Held> all, boolean heapDump) {
    Map<Long, Findings> findings = new HashMap<>();
    for (Held held : all) {
      Findings found = new Findings();
      findings.put(held.plugin().bundleId(), found);
      search(held, found);
    }
    boolean dumped = heapDump && !all.isEmpty() && searchDump(all, findings);
    List<Leak> leaks = new ArrayList<>();
    for (Held held : all) {
      Findings found = findings.get(held.plugin().bundleId());
      if (found != null && held.loader().get() != null) {
        leaks.add(leak(held, found, dumped));
      }
    }
    return List.copyOf(leaks);
  }

  private void search(Held held, Findings found) {
    ClassLoader loader = held.loader().get();
    if (loader == null) {
      return;
    }
    if (!held.plugin().note().isEmpty()) {
      found.add(Kind.WIRE, held.plugin().note(), "it goes when they go");
    }
    Suspect suspect = new Suspect(loader);
    for (Search search : searches) {
      try {
        search.look(suspect, found);
      } catch (Shut shut) {
        found.note("not looked at %s: %s".formatted(search.places(), shut.what()));
      }
    }
  }

  /** Says whether there was a dump that could be read. */
  private boolean searchDump(List<Held> all, Map<Long, Findings> findings) {
    List<HeapMark> marks =
        all.stream().map(held -> new HeapMark(held.plugin().bundleId(), held.loader())).toList();
    try {
      long began = System.nanoTime();
      Path file = dump.write(marks);
      long end = System.nanoTime() + limit.toNanos();
      Map<Long, Answer> answers = HeapReader.read(file, () -> checkTime(end));
      answers.forEach((bundle, answer) -> add(answer, findings.get(bundle)));
      log.debug("heap dump read ms={}", (System.nanoTime() - began) / 1_000_000);
      return true;
    } catch (IOException | RuntimeException | LinkageError failed) {
      String why = "no path from a heap dump: " + failed.getMessage();
      findings.values().forEach(found -> found.note(why));
      return false;
    } finally {
      try {
        dump.delete();
      } catch (IOException failed) {
        log.warn("heap dump not deleted, it holds what the heap held reason={}", failed.toString());
      }
    }
  }

  private void checkTime(long end) throws IOException {
    if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
      throw new IOException("reading it took longer than " + limit.toMillis() + " ms");
    }
  }

  private static void add(Answer answer, @Nullable Findings found) {
    if (found == null) {
      return;
    }
    answer
        .path()
        .ifPresentOrElse(
            path -> found.add(HolderNaming.holder(path)),
            () -> found.note("the heap dump shows no path to it: the VM itself may hold it"));
  }

  private Leak leak(Held held, Findings found, boolean dumped) {
    UnloadedPlugin plugin = held.plugin();
    boolean holder =
        found.holders().stream()
            .map(Holder::kind)
            .anyMatch(kind -> kind != Kind.CACHE && kind != Kind.WIRE);
    boolean shown = plugin.proof() == Proof.HELD || dumped;
    boolean wired = !plugin.note().isEmpty();
    boolean cached = found.holders().stream().anyMatch(one -> one.kind() == Kind.CACHE);
    boolean unexplained = !dumped && !held.newest() && !wired && !cached;
    boolean proven = shown && (holder || unexplained);
    if (!proven) {
      found.note(doubt(held, shown, wired, cached));
    }
    return new Leak(
        plugin.plugin(),
        plugin.version(),
        plugin.generation(),
        plugin.bundleId(),
        clock.instant(),
        proven,
        found.holders(),
        String.join("; ", found.notes()));
  }

  private static String doubt(Held held, boolean shown, boolean wired, boolean cached) {
    if (!shown) {
      return "the garbage collector has not looked at it yet";
    }
    if (wired) {
      return "others are wired to it, which is no leak";
    }
    if (cached) {
      return "a cache holds it, which lets go by itself";
    }
    return held.newest()
        ? "nothing was found; the JDK may hold the newest one, until the next unload"
        : "nothing was found";
  }
}
