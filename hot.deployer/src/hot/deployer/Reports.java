// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Held;
import hot.deployer.Plan.Refusal;
import hot.deployer.Plan.Removal;
import hot.deployer.Snapshot.Unusable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the records of what happens, or would happen, and writes them to the log. */
final class Reports {

  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  /** The current generations, by plugin id. */
  private final Map<String, Deployed> deployed;

  Reports(Map<String, Deployed> deployed) {
    this.deployed = deployed;
  }

  Change of(Deploy deploy, String notes) {
    Deployed old = deploy.replaced();
    return new Change(
        kind(deploy),
        deploy.plugin(),
        old == null ? "" : old.manifest().version(),
        deploy.manifest().version(),
        name(deploy.file()),
        sentence(deploy.reason(), notes));
  }

  private static Kind kind(Deploy deploy) {
    if (deploy.follower()) {
      return Kind.REWIRED;
    }
    return deploy.replaced() == null ? Kind.ADDED : Kind.REPLACED;
  }

  Change of(Removal removal, String notes) {
    Deployed gone = removal.plugin();
    return new Change(
        Kind.REMOVED,
        gone.id(),
        gone.manifest().version(),
        "",
        "",
        sentence(removal.reason(), notes));
  }

  /**
   * Reports on a generation that went back.
   *
   * @param failure why it could not, null if it did
   */
  static Change returned(Probation.Member member, String why, @Nullable Failure failure) {
    Deployed old = member.old();
    Deployed now = member.now();
    String version = now.manifest().version();
    String before = old == null ? "" : old.manifest().version();
    String file = name(now.file());
    return failure == null
        ? new Change(Kind.RETURNED, now.id(), version, before, file, file + " " + why)
        : new Change(
            Kind.REFUSED,
            now.id(),
            version,
            before,
            file,
            "%s %s; it stays, since its predecessor does not work any more: %s"
                .formatted(file, why, failure.summary()));
  }

  Change of(Refusal refusal) {
    String id = refusal.manifest().id();
    return new Change(
        Kind.REFUSED,
        id.isEmpty() ? name(refusal.file()) : id,
        version(id),
        refusal.manifest().version(),
        name(refusal.file()),
        refusal.reason());
  }

  Change of(Unusable unusable) {
    String file = name(unusable.file());
    String id =
        deployed.values().stream()
            .filter(plugin -> plugin.file().equals(unusable.file()))
            .map(Deployed::id)
            .findFirst()
            .orElse(file);
    return new Change(Kind.REFUSED, id, version(id), "", file, file + " " + unusable.reason());
  }

  Change of(Held held) {
    return new Change(
        Kind.HELD,
        held.plugin(),
        version(held.plugin()),
        held.version(),
        name(held.file()),
        held.reason());
  }

  /** Writes a change to the log and returns it. */
  static Change told(Change change) {
    String pattern = "plugin {} plugin={} from={} to={} file={} reason={}";
    Object[] values = {
      change.kind().name().toLowerCase(Locale.ROOT),
      change.plugin(),
      change.fromVersion(),
      change.toVersion(),
      change.file(),
      change.reason()
    };
    if (change.kind() == Kind.REFUSED || change.kind() == Kind.RETURNED) {
      log.warn(pattern, values);
    } else {
      log.info(pattern, values);
    }
    return change;
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
