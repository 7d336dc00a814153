// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.LoadedPlugin;
import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Refusal;
import hot.deployer.Transaction.Result;
import hot.deployer.content.Content;
import hot.deployer.content.ContentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the running plugins to what the folders hold, look by look. Owns what is deployed.
 *
 * <p>Belongs to the deployer's thread; only {@link #plugins()} may be called by others.
 */
final class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final int MAX_ROUNDS = 100;

  private final Clock clock;
  private final Journal journal;
  private final ContentStore store;
  private final FolderScanner scanner;
  private final Verdicts verdicts;
  private final Planner planner;
  private final Transaction transaction;
  private final ManifestFile manifestFile;

  private final Map<String, Deployed> deployed = new TreeMap<>();
  private final Map<Path, String> lastGood;
  private final Map<Path, Set<String>> told = new HashMap<>();
  private long lastNumber;
  private volatile List<LoadedPlugin> plugins = List.of();

  Reconciler(
      Verdicts verdicts,
      Clock clock,
      Journal journal,
      ContentStore store,
      FolderScanner scanner,
      Transaction transaction,
      ManifestFile manifestFile) {
    this.clock = clock;
    this.journal = journal;
    this.store = store;
    this.scanner = scanner;
    this.transaction = transaction;
    this.manifestFile = manifestFile;
    this.verdicts = verdicts;
    this.planner = new Planner(verdicts);
    this.lastGood = journal.lastGood();
  }

  /** Returns the manifest of loaded plugins. */
  List<LoadedPlugin> plugins() {
    return plugins;
  }

  /**
   * Looks at the folders and does what is to be done.
   *
   * @param touched files to read even if they look unchanged
   * @param detected how long ago the first event was that led to this look
   * @return what came about; without changes, and with the number of the last one, if nothing did
   */
  Deployment look(Set<Path> touched, Duration detected) throws IOException {
    Instant began = clock.instant();
    StepTimes steps = new StepTimes();
    steps.add("detect", detected);
    Snapshot snapshot = scanner.scan(touched, steps);
    forgetFilesNotIn(snapshot);
    List<Change> changes = new ArrayList<>();
    boolean moved = false;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      verdicts.begin(deployed.values(), snapshot.contents());
      Plan plan = steps.time("verify", () -> planner.plan(snapshot, this::lastGood, deployed));
      plan.refusals().forEach(refusal -> refuse(refusal, changes));
      plan.moves().forEach(this::settle);
      moved |= !plan.moves().isEmpty();
      if (!carryOut(plan, changes, steps)) {
        break;
      }
    }
    snapshot.unusable().forEach(unusable -> refuse(unusable, changes));
    if (!changes.isEmpty() || moved) {
      save(snapshot);
    }
    long number = changes.isEmpty() ? lastNumber : ++lastNumber;
    return new Deployment(number, began, changes, steps.toList());
  }

  /**
   * Says whether there was something to do. What comes is first, so that nothing goes too early.
   */
  private boolean carryOut(Plan plan, List<Change> changes, StepTimes steps) {
    if (!plan.deploys().isEmpty()) {
      transaction
          .deploy(plan.deploys(), deployed, steps)
          .forEach(result -> settle(result, changes));
      return true;
    }
    for (Plan.Removal removal : plan.removals()) {
      Deployed gone = removal.plugin();
      String notes = transaction.remove(gone, steps);
      deployed.remove(gone.id());
      changes.add(
          told(
              new Change(
                  Kind.REMOVED,
                  gone.id(),
                  gone.manifest().version(),
                  "",
                  "",
                  sentence(removal.reason(), notes))));
    }
    return !plan.removals().isEmpty();
  }

  private void settle(Result result, List<Change> changes) {
    if (result instanceof Result.Switched switched) {
      Deploy deploy = switched.deploy();
      Deployed old = deploy.replaced();
      settle(switched.now());
      told.getOrDefault(deploy.file(), new HashSet<>())
          .removeIf(key -> key.startsWith(deploy.content().sha256()));
      changes.add(
          told(
              new Change(
                  kind(deploy),
                  deploy.plugin(),
                  old == null ? "" : old.manifest().version(),
                  deploy.manifest().version(),
                  name(deploy.file()),
                  sentence(deploy.reason(), switched.notes()))));
    } else if (result instanceof Result.Undone undone) {
      Deploy deploy = undone.deploy();
      verdicts.failed(deploy.content(), undone.objection(), undone.othersMayCure());
      String reason = name(deploy.file()) + " " + undone.objection();
      refuse(new Refusal(deploy.file(), deploy.content(), deploy.manifest(), reason), changes);
    }
  }

  private static Kind kind(Deploy deploy) {
    if (deploy.follower()) {
      return Kind.REWIRED;
    }
    return deploy.replaced() == null ? Kind.ADDED : Kind.REPLACED;
  }

  private void settle(Deployed now) {
    deployed.put(now.id(), now);
    lastGood.put(now.file(), now.content().sha256());
  }

  private void refuse(Refusal refusal, List<Change> changes) {
    String id = refusal.manifest().id();
    refuse(
        refusal.file(),
        refusal.content().sha256(),
        new Change(
            Kind.REFUSED,
            id.isEmpty() ? name(refusal.file()) : id,
            version(id),
            refusal.manifest().version(),
            name(refusal.file()),
            refusal.reason()),
        changes);
  }

  private void refuse(Snapshot.Unusable unusable, List<Change> changes) {
    String file = name(unusable.file());
    String id =
        deployed.values().stream()
            .filter(plugin -> plugin.file().equals(unusable.file()))
            .map(Deployed::id)
            .findFirst()
            .orElse(file);
    String reason = file + " " + unusable.reason();
    changes.add(told(new Change(Kind.REFUSED, id, version(id), "", file, reason)));
  }

  private void refuse(Path file, String hash, Change change, List<Change> changes) {
    String key = hash + " " + change.reason();
    if (told.computeIfAbsent(file, untold -> new HashSet<>()).add(key)) {
      changes.add(told(change));
    }
  }

  private static Change told(Change change) {
    String pattern = "plugin {} plugin={} from={} to={} file={} reason={}";
    Object[] values = {
      change.kind().name().toLowerCase(Locale.ROOT),
      change.plugin(),
      change.fromVersion(),
      change.toVersion(),
      change.file(),
      change.reason()
    };
    if (change.kind() == Kind.REFUSED) {
      log.warn(pattern, values);
    } else {
      log.info(pattern, values);
    }
    return change;
  }

  private Optional<Content> lastGood(Path file) {
    String hash = lastGood.get(file);
    try {
      return hash == null ? Optional.empty() : store.find(hash);
    } catch (IOException unreadable) {
      log.warn("content store can not be read hash={} reason={}", hash, unreadable.toString());
      return Optional.empty();
    }
  }

  private void forgetFilesNotIn(Snapshot snapshot) {
    lastGood.keySet().retainAll(snapshot.files().keySet());
    told.keySet().retainAll(snapshot.files().keySet());
  }

  /** Writes down what is deployed. What can not be written does not undo what runs. */
  private void save(Snapshot snapshot) {
    plugins = deployed.values().stream().map(Deployed::toLoaded).toList();
    Set<String> used = new HashSet<>(lastGood.values());
    used.addAll(snapshot.contents());
    deployed.values().forEach(plugin -> used.add(plugin.content().sha256()));
    try {
      for (Deployed plugin : deployed.values()) {
        store.sync(plugin.content());
      }
      journal.lastGood(lastGood);
      manifestFile.write(plugins);
      store.retain(used);
      verdicts.retain(used);
    } catch (IOException failed) {
      log.error(
          "state of the deployer not written, a restart may not find what runs now reason={}",
          failed.toString());
    }
  }

  /** Takes all plugins out, the last first. */
  void removeAll() {
    List<Deployed> all = new ArrayList<>(deployed.values());
    all.sort(Comparator.comparingLong(Deployed::bundleId));
    Collections.reverse(all);
    for (Deployed plugin : all) {
      String notes = transaction.remove(plugin, new StepTimes());
      deployed.remove(plugin.id());
      log.info("plugin stopped plugin={} notes={}", plugin.id(), notes);
    }
    plugins = List.of();
    try {
      manifestFile.write(plugins);
    } catch (IOException failed) {
      log.warn("manifest of loaded plugins not written reason={}", failed.toString());
    }
  }

  private String version(String plugin) {
    Deployed now = deployed.get(plugin);
    return now == null ? "" : now.manifest().version();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String sentence(String reason, String notes) {
    return notes.isEmpty() ? reason : reason + "; " + notes;
  }
}
