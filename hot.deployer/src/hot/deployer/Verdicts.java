// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.content.Content;
import hot.deployer.content.ManifestReader;
import hot.deployer.content.PluginManifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * Says which contents may be deployed: their manifests must allow it, the host must, and they must
 * not have failed before in a framework that offered the same.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Verdicts implements Planner.Judge {

  private final BundleContext context;
  private final List<Policy> policies;
  private final Map<String, PluginManifest> manifests = new HashMap<>();
  private final Map<String, Failed> failed = new HashMap<>();
  private final Set<String> running = new HashSet<>();

  /** What could not be deployed at this look through no fault of its own, and why. */
  private final Map<String, String> postponed = new HashMap<>();

  private Set<Long> current = Set.of();
  private String contents = "";
  private @Nullable HostView host;
  private @Nullable String fingerprint;

  /** A content that failed, and what there was then. */
  private record Failed(String circumstances, boolean othersMayCure, String objection) {}

  /** A rule of the operator about what may be deployed. */
  interface Policy {

    /** Returns why a content is not to be deployed now, to follow the file's name. */
    Optional<Objection> objection(Content content, PluginManifest manifest);
  }

  Verdicts(BundleContext context, List<Policy> policies) {
    this.context = context;
    this.policies = List.copyOf(policies);
  }

  /**
   * Begins a new round of verdicts, in a framework that may have changed.
   *
   * @param offered the hashes of the contents that the folders hold
   */
  void begin(Collection<Deployed> deployed, Set<String> offered) {
    contents = String.join("\n", new TreeSet<>(offered));
    running.clear();
    deployed.forEach(plugin -> running.add(plugin.content().sha256()));
    current = deployed.stream().map(Deployed::bundleId).collect(Collectors.toUnmodifiableSet());
    host = null;
    fingerprint = null;
  }

  /**
   * Keeps a content from being tried again before the framework offers something else.
   *
   * @param othersMayCure whether it is tried again as well when another content comes or goes
   */
  void failed(Content content, String objection, boolean othersMayCure) {
    failed.put(
        content.sha256(), new Failed(circumstances(othersMayCure), othersMayCure, objection));
  }

  /** Keeps a content from being tried again at this look. */
  void postpone(Content content, String objection) {
    postponed.put(content.sha256(), objection);
  }

  /** Begins a look: what was postponed may be tried again. */
  void look() {
    postponed.clear();
  }

  /**
   * Returns what a failure depends on besides its content, as a text that is the same for as long.
   */
  String circumstances(boolean withContents) {
    return withContents ? fingerprint() + "\n" + contents : fingerprint();
  }

  /** Forgets the contents that nobody has any more. */
  void retain(Set<String> hashes) {
    manifests.keySet().retainAll(hashes);
    failed.keySet().retainAll(hashes);
  }

  @Override
  public PluginManifest manifest(Content content) {
    return manifests.computeIfAbsent(content.sha256(), hash -> ManifestReader.read(content));
  }

  @Override
  public Optional<Objection> objection(Content content) {
    if (running.contains(content.sha256())) {
      return Optional.empty();
    }
    PluginManifest manifest = manifest(content);
    if (manifest.objection().isPresent()) {
      return manifest.objection().map(Objection::lasting);
    }
    for (Policy policy : policies) {
      Optional<Objection> objection = policy.objection(content, manifest);
      if (objection.isPresent()) {
        return objection;
      }
    }
    String trouble = postponed.get(content.sha256());
    if (trouble != null) {
      return Optional.of(new Objection(trouble, Objection.ROOM));
    }
    Failed before = failed.get(content.sha256());
    if (before != null && before.circumstances.equals(circumstances(before.othersMayCure))) {
      return Optional.of(new Objection(before.objection, waitsFor(before.othersMayCure)));
    }
    return host()
        .objection(manifest)
        .map(reason -> new Objection(reason, Objection.FILE + ", or that the host gives way"));
  }

  private static String waitsFor(boolean othersMayCure) {
    return Objection.FILE
        + ", or that host or plugins offer something else"
        + (othersMayCure ? ", or that another content comes or goes" : "");
  }

  /** Lets a content be tried again. */
  void pardon(String hash) {
    failed.remove(hash);
  }

  HostView host() {
    HostView view = host;
    if (view == null) {
      view = HostView.of(context);
      host = view;
    }
    return view;
  }

  private String fingerprint() {
    String text = fingerprint;
    if (text == null) {
      text = HostView.fingerprint(context, current);
      fingerprint = text;
    }
    return text;
  }
}
