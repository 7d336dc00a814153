// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Quarantined;
import hot.deployer.content.Content;
import hot.deployer.content.ContentStore;
import hot.deployer.content.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is deployed, and what is remembered of it: the last good content of each file, the earlier
 * contents of each plugin, and which plugins are to stay at a content.
 *
 * <p>Belongs to the deployer's thread; only {@link #plugins()} and {@link #generations} may be
 * called by others.
 */
final class DeployedSet implements Planner.Contents {

  private static final Logger log = LoggerFactory.getLogger(DeployedSet.class);

  private final Journal journal;
  private final ContentStore store;
  private final ManifestFile manifestFile;
  private final Lineage lineage;
  private final Holds holds;
  private final Probations probations;
  private final Map<String, Deployed> current = new TreeMap<>();
  private final Map<Path, String> lastGood;

  /** Why the state is not on the disk, empty if it is. */
  private String unsaved = "";

  private volatile List<LoadedPlugin> plugins = List.of();
  private volatile Map<String, List<PluginGeneration>> generations = Map.of();

  DeployedSet(
      Journal journal,
      ContentStore store,
      ManifestFile manifestFile,
      Lineage lineage,
      Holds holds,
      Probations probations) {
    this.journal = journal;
    this.store = store;
    this.manifestFile = manifestFile;
    this.lineage = lineage;
    this.holds = holds;
    this.probations = probations;
    this.lastGood = journal.lastGood();
  }

  /** Returns the manifest of loaded plugins. */
  List<LoadedPlugin> plugins() {
    return plugins;
  }

  /** Returns the contents of a plugin that one can go back to, and the one that runs. */
  List<PluginGeneration> generations(String plugin) {
    return generations.getOrDefault(plugin, List.of());
  }

  /** Returns the current generations by plugin id; a view. */
  Map<String, Deployed> current() {
    return Collections.unmodifiableMap(current);
  }

  /** Returns the current generations, the last one first. */
  List<Deployed> lastFirst() {
    List<Deployed> all = new ArrayList<>(current.values());
    all.sort(Comparator.comparingLong(Deployed::bundleId).reversed());
    return all;
  }

  Holds holds() {
    return holds;
  }

  Lineage lineage() {
    return lineage;
  }

  @Override
  public Optional<Content> lastGood(Path file) {
    String hash = lastGood.get(file);
    return hash == null ? Optional.empty() : find(hash);
  }

  @Override
  public Optional<Content> find(String hash) {
    try {
      return store.find(hash);
    } catch (IOException unreadable) {
      log.warn("content store can not be read hash={} reason={}", hash, unreadable.toString());
      return Optional.empty();
    }
  }

  /** Returns how many files have a last good content. */
  int remembered() {
    return lastGood.size();
  }

  /** Says whether the files hold something else than what was last good, if anything was. */
  boolean differsFrom(Snapshot snapshot) {
    Map<Path, String> present = new TreeMap<>();
    snapshot
        .files()
        .forEach((file, content) -> content.ifPresent(is -> present.put(file, is.sha256())));
    return !lastGood.isEmpty() && !present.equals(lastGood);
  }

  /** Returns the files that were deployed from, without what they hold now. */
  Snapshot lastGood(Snapshot snapshot) {
    Map<Path, Optional<Content>> files = new TreeMap<>();
    snapshot
        .files()
        .forEach(
            (file, present) -> {
              if (lastGood.containsKey(file)) {
                files.put(
                    file, present.filter(content -> content.sha256().equals(lastGood.get(file))));
              }
            });
    return new Snapshot(files, List.of(), Set.of());
  }

  /** A generation became the current one of its plugin. */
  void settle(Deployed now) {
    current.put(now.id(), now);
    lastGood.put(now.file(), now.content().sha256());
    lineage.add(now);
  }

  /** The content of a plugin now is in another file. */
  void move(Deployed moved) {
    current.put(moved.id(), moved);
    lastGood.put(moved.file(), moved.content().sha256());
  }

  /** A generation is given up, and its predecessor, if there was one, is the current one again. */
  void giveBack(Probation.Member member) {
    Deployed now = member.now();
    Deployed old = member.old();
    lineage.forget(now.id(), now.content().sha256());
    if (old == null) {
      current.remove(now.id());
      lastGood.remove(now.file());
    } else {
      settle(old);
      // Should that file be gone, the one that was to replace it stands for it.
      lastGood.put(now.file(), old.content().sha256());
    }
  }

  void remove(Deployed gone) {
    current.remove(gone.id());
  }

  void forgetFilesNotIn(Snapshot snapshot) {
    lastGood.keySet().retainAll(snapshot.files().keySet());
  }

  /**
   * Writes down what is deployed. What can not be written does not undo what runs.
   *
   * @return the hashes of the contents that are needed
   */
  Set<String> save(Snapshot snapshot, List<Quarantined> quarantine) {
    publish();
    Set<String> known = new HashSet<>(current.keySet());
    known.addAll(holds.plugins());
    quarantine.forEach(each -> known.add(each.plugin()));
    lineage.retain(known);
    Set<String> used = new HashSet<>(lastGood.values());
    used.addAll(snapshot.contents());
    used.addAll(lineage.contents());
    used.addAll(holds.contents());
    current.values().forEach(plugin -> used.add(plugin.content().sha256()));
    Map<Path, String> proven = new TreeMap<>(lastGood);
    probations
        .predecessors()
        .forEach(
            (plugin, old) -> {
              Deployed now = current.get(plugin);
              used.add(old.content().sha256());
              proven.put(now == null ? old.file() : now.file(), old.content().sha256());
            });
    try {
      for (Deployed plugin : current.values()) {
        if (!store.sync(plugin.content())) {
          log.warn(
              "content of a running plugin is not in the store any more, a restart takes what its"
                  + " file holds then plugin={} file={}",
              plugin.id(),
              plugin.file());
        }
      }
      journal.lastGood(proven);
      holds.save();
      lineage.save();
      manifestFile.write(plugins, quarantine);
      store.retain(used);
      saved();
    } catch (IOException failed) {
      unsaved(failed);
    }
    return used;
  }

  private void saved() {
    if (!unsaved.isEmpty()) {
      log.info("state of the deployer is written again");
      unsaved = "";
    }
  }

  private void unsaved(IOException failed) {
    String reason = Trouble.unwritable(journal.directory(), failed);
    if (!reason.equals(unsaved)) {
      log.error(
          "state of the deployer not written, until then a restart may not find what runs now"
              + " reason={}",
          reason);
      unsaved = reason;
    }
  }

  /** Says whether the state is still to be written. */
  boolean isUnsaved() {
    return !unsaved.isEmpty();
  }

  /** The state directory has gone and is there again, empty: all is to be written anew. */
  void lost() throws IOException {
    store.forget();
    holds.lost();
    lineage.lost();
    unsaved = "lost";
    journal.lost();
  }

  /** Writes down which plugins are to stay; returns when the disk knows. */
  void saveHolds() throws IOException {
    publish();
    holds.save();
  }

  private void publish() {
    plugins =
        current.values().stream()
            .map(
                plugin ->
                    plugin.toLoaded(holds.isPinned(plugin.id()), probations.isOn(plugin.id())))
            .toList();
    generations = Map.copyOf(lineage.of(current));
  }

  /** Writes down that nothing runs any more. */
  void closed() {
    plugins = List.of();
    generations = Map.of();
    try {
      manifestFile.write(plugins, List.of());
    } catch (IOException failed) {
      log.warn("manifest of loaded plugins not written reason={}", failed.toString());
    }
  }
}
