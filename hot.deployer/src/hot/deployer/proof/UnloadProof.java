// SPDX-License-Identifier: Apache-2.0
package hot.deployer.proof;

import bus.api.plugin.UnloadedPlugin;
import bus.api.plugin.UnloadedPlugin.Proof;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the class loaders of unloaded plugins, and tells a late garbage collector from a leak.
 *
 * <p>A loader is collected when its phantom reference is cleared. That it is not yet cleared says
 * nothing: a collector may leave classes alone for hours. So with each unloading a {@link
 * ProbeLoader} is made; if a probe that is younger than the unloading was collected, and then
 * another that was made after that (a finalizer keeps a loader for one cycle), while the plugin's
 * loader was not, something holds it. Nothing here forces a collection.
 *
 * <p>Thread-safe. The lock guards all state; nothing foreign is called under it.
 */
public final class UnloadProof implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UnloadProof.class);
  private static final int MAX_ENTRIES = 100;
  private static final int PROBES_FOR_HELD = 2;

  private final ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
  private final Object lock = new Object();

  /** By the number of the bundle, oldest first. */
  private final Map<Long, Entry> entries = new LinkedHashMap<>();

  private final Set<ProbeReference> probes = new HashSet<>();

  /** What has come out and was not told yet; the thread is woken for each of it. */
  private final List<UnloadedPlugin> judged = new ArrayList<>();

  private final Thread thread;
  private final Listener listener;
  private long lastProbe;

  /** The trace of a class loader, to be taken before its bundle is uninstalled. */
  public static final class Trace {
    private final PhantomReference<ClassLoader> reference;
    private final WeakReference<ClassLoader> loader;

    private Trace(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
      this.reference = new PhantomReference<>(loader, queue);
      this.loader = new WeakReference<>(loader);
    }

    /**
     * Returns the class loader, for as long as something holds it.
     *
     * @return a reference that does not hold it
     */
    public WeakReference<ClassLoader> loader() {
      return loader;
    }

    boolean cleared() {
      return reference.refersTo(null);
    }
  }

  /** Is told what comes about, with no lock held. */
  public interface Listener {

    /**
     * A generation was unloaded.
     *
     * @param loader its class loader
     */
    void unloaded(WeakReference<ClassLoader> loader);

    /**
     * It came out what has become of a generation.
     *
     * @param plugin which one: collected, held or abandoned
     */
    void judged(UnloadedPlugin plugin);
  }

  private static final class ProbeReference extends PhantomReference<ClassLoader> {
    private final long number;

    ProbeReference(long number, ReferenceQueue<ClassLoader> queue) {
      super(new ProbeLoader(), queue);
      this.number = number;
    }
  }

  /**
   * Starts watching.
   *
   * @param threads makes the one thread
   * @param listener told what comes about; must be quick
   */
  public UnloadProof(ThreadFactory threads, Listener listener) {
    this.listener = listener;
    thread = threads.newThread(this::watch);
    thread.start();
  }

  /**
   * Takes the trace of a bundle's class loader.
   *
   * @param bundle a bundle that is still installed
   * @return the trace, or null if it was never resolved and so has no class loader
   */
  public @Nullable Trace trace(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
    return loader == null ? null : new Trace(loader, queue);
  }

  /**
   * Watches an unloaded plugin from now on.
   *
   * @param plugin what was unloaded, pending
   * @param trace the trace that was taken of it
   */
  public void unloaded(UnloadedPlugin plugin, Trace trace) {
    synchronized (lock) {
      add(new Entry(plugin, trace, lastProbe));
      mint();
      settle();
    }
    listener.unloaded(trace.loader());
  }

  /**
   * Lists a plugin that could not be stopped.
   *
   * @param plugin what was abandoned
   */
  public void abandoned(UnloadedPlugin plugin) {
    synchronized (lock) {
      add(new Entry(plugin, null, lastProbe));
    }
    listener.judged(plugin);
  }

  /**
   * Says what is known about an unloaded plugin.
   *
   * @param bundleId the number of its bundle
   * @param note the text, may be empty
   */
  public void note(long bundleId, String note) {
    synchronized (lock) {
      Entry entry = entries.get(bundleId);
      if (entry != null && entry.open() && !entry.plugin.note().equals(note)) {
        // What is known has changed, so what probes showed before does not count any more.
        entry.become(Proof.PENDING, note);
        entry.youngerThan = lastProbe;
        entry.probesGone = 0;
        mint();
      }
    }
  }

  /**
   * Returns what became of unloaded code.
   *
   * @return a snapshot, oldest first
   */
  public List<UnloadedPlugin> unloaded() {
    List<UnloadedPlugin> all = new ArrayList<>();
    Set<String> newer = new HashSet<>();
    synchronized (lock) {
      settle();
      List<Entry> oldestFirst = new ArrayList<>(entries.values());
      for (int i = oldestFirst.size() - 1; i >= 0; i--) {
        UnloadedPlugin plugin = oldestFirst.get(i).plugin;
        boolean newest = newer.add(plugin.plugin());
        all.add(0, plugin.proof() == Proof.HELD ? explained(plugin, newest) : plugin);
      }
    }
    return List.copyOf(all);
  }

  /**
   * Returns the generations whose class loaders are still there.
   *
   * @return a snapshot, oldest first
   */
  public List<Held> held() {
    List<Held> all = new ArrayList<>();
    Set<String> newer = new HashSet<>();
    synchronized (lock) {
      settle();
      List<Entry> oldestFirst = new ArrayList<>(entries.values());
      for (int i = oldestFirst.size() - 1; i >= 0; i--) {
        Entry entry = oldestFirst.get(i);
        boolean newest = newer.add(entry.plugin.plugin());
        if (entry.open() && entry.trace != null) {
          all.add(0, new Held(entry.plugin, newest, entry.trace.loader()));
        }
      }
    }
    return List.copyOf(all);
  }

  /**
   * Tells that class loaders were held for a moment by somebody who looked at them, so that what
   * the collector has shown since does not count.
   */
  public void looked() {
    synchronized (lock) {
      for (Entry entry : entries.values()) {
        if (entry.plugin.proof() == Proof.PENDING) {
          entry.youngerThan = lastProbe;
          entry.probesGone = 0;
        }
      }
      mint();
    }
  }

  private static UnloadedPlugin explained(UnloadedPlugin held, boolean newest) {
    String note =
        !held.note().isEmpty()
            ? held.note()
            : newest
                ? "something holds its class loader; if the plugin has records, that can be the"
                    + " JDK, which lets go at the next unload: a leak if still held then"
                : "something holds its class loader: a leak";
    return new UnloadedPlugin(
        held.plugin(),
        held.version(),
        held.generation(),
        held.bundleId(),
        held.at(),
        Proof.HELD,
        note);
  }

  private void add(Entry entry) {
    entries.put(entry.plugin.bundleId(), entry);
    if (entries.size() > MAX_ENTRIES) {
      Entry victim =
          entries.values().stream()
              .filter(old -> old.plugin.proof() == Proof.COLLECTED)
              .findFirst()
              .orElse(entries.values().iterator().next());
      entries.remove(victim.plugin.bundleId());
    }
  }

  private void mint() {
    probes.add(new ProbeReference(++lastProbe, queue));
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Reference<? extends ClassLoader> gone = queue.remove();
        List<UnloadedPlugin> news;
        synchronized (lock) {
          settle();
          if (gone instanceof ProbeReference probe) {
            probes.remove(probe);
            judge(probe.number);
          }
          news = List.copyOf(judged);
          judged.clear();
        }
        news.forEach(listener::judged);
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  /** Notes the loaders that are gone; all that one cycle found are cleared at one time. */
  private void settle() {
    for (Entry entry : entries.values()) {
      if (entry.open() && entry.trace != null && entry.trace.cleared()) {
        entry.become(Proof.COLLECTED, "");
        UnloadedPlugin plugin = entry.plugin;
        judged.add(plugin);
        log.debug(
            "class loader collected plugin={} generation={}", plugin.plugin(), plugin.generation());
      }
    }
  }

  private void judge(long probe) {
    boolean more = false;
    for (Entry entry : entries.values()) {
      if (entry.plugin.proof() != Proof.PENDING) {
        continue;
      }
      if (probe > entry.youngerThan) {
        entry.probesGone++;
        entry.youngerThan = lastProbe;
      }
      if (entry.probesGone >= PROBES_FOR_HELD) {
        held(entry);
        judged.add(entry.plugin);
      } else {
        more = true;
      }
    }
    if (more) {
      mint();
    }
  }

  private static void held(Entry entry) {
    entry.become(Proof.HELD);
    UnloadedPlugin plugin = entry.plugin;
    log.warn(
        "class loader of unloaded plugin is held plugin={} version={} generation={} note={}",
        plugin.plugin(),
        plugin.version(),
        plugin.generation(),
        plugin.note());
  }

  /** Ends the watching; what is known stays readable. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
