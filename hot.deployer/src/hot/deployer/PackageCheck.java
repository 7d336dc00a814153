// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import hot.deployer.Plan.Deploy;
import hot.deployer.Plan.Removal;
import hot.deployer.content.PackageExport;
import hot.deployer.content.PackageImport;
import hot.deployer.content.PluginManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what plugins import with what would be exported if a plan came about, before anything is
 * installed. Goes by names and versions only: what it lets pass, the resolver may still refuse.
 */
final class PackageCheck {

  private final Collection<Deploy> complete;
  private final Collection<Removal> removals;
  private final Map<String, List<Offer>> after = new HashMap<>();

  /** What is wrong with a plan; all reasons follow the name of a file. */
  sealed interface Finding {

    /** A new content wants what nobody would export. */
    record Missing(Deploy deploy, String reason) implements Finding {}

    /** A new content leaves users of its predecessor without what they want. */
    record Break(Deploy deploy, String reason) implements Finding {}

    /** A plugin would go whose packages others can not do without. */
    record Needed(Removal removal, String reason) implements Finding {}
  }

  /** An import that nobody would serve. */
  private record Lack(Deploy user, PackageImport wanted) {}

  /**
   * Begins a check.
   *
   * @param deployed the current generations, by plugin id
   * @param complete the contents that come, and those that follow
   * @param removals the plugins that go
   */
  PackageCheck(
      HostView host,
      Map<String, Deployed> deployed,
      Collection<Deploy> complete,
      Collection<Removal> removals) {
    this.complete = complete;
    this.removals = removals;
    host.exports().forEach((name, offers) -> after.put(name, new ArrayList<>(offers)));
    Map<String, PluginManifest> plugins = new LinkedHashMap<>();
    deployed.forEach((id, plugin) -> plugins.put(id, plugin.manifest()));
    removals.forEach(removal -> plugins.remove(removal.plugin().id()));
    complete.forEach(deploy -> plugins.put(deploy.plugin(), deploy.manifest()));
    plugins.forEach(
        (id, manifest) ->
            manifest
                .exports()
                .forEach(
                    export ->
                        after
                            .computeIfAbsent(export.name(), none -> new ArrayList<>())
                            .add(new Offer(id, export))));
  }

  /**
   * Returns what is wrong. What new contents miss is left out as long as something would break: it
   * may be there once the plan is mended.
   */
  List<Finding> findings() {
    List<Finding> missing = new ArrayList<>();
    Map<String, List<Lack>> broken = new LinkedHashMap<>();
    for (Deploy deploy : complete) {
      List<Lack> lacks = lacks(deploy);
      if (lacks.isEmpty()) {
        continue;
      }
      if (deploy.follower()) {
        lacks.forEach(lack -> blame(lack, broken));
      } else {
        missing.add(new Finding.Missing(deploy, missing(lacks)));
      }
    }
    return broken.isEmpty() ? missing : breaks(broken);
  }

  private List<Lack> lacks(Deploy deploy) {
    return deploy.manifest().imports().stream()
        .filter(wanted -> !wanted.optional() && !wanted.name().startsWith("java."))
        .filter(wanted -> offers(wanted).noneMatch(offer -> wanted.fits(offer.export())))
        .map(wanted -> new Lack(deploy, wanted))
        .toList();
  }

  private Stream<Offer> offers(PackageImport wanted) {
    return after.getOrDefault(wanted.name(), List.of()).stream();
  }

  private String missing(List<Lack> lacks) {
    for (Lack lack : lacks) {
      Deployed replaced = lack.user.replaced();
      String own = versions(lack.user.manifest(), lack.wanted.name());
      if (replaced != null
          && !own.isEmpty()
          && replaced.manifest().exports().stream().anyMatch(lack.wanted::fits)) {
        return "imports %s, which only its predecessor exports; it exports %s %s itself"
            .formatted(lack.wanted.text(), lack.wanted.name(), own);
      }
    }
    return "can not be resolved: nobody provides "
        + lacks.stream().map(this::missing).collect(Collectors.joining("; "));
  }

  private String missing(Lack lack) {
    String others =
        offers(lack.wanted)
            .map(offer -> offer.owner() + " has version " + offer.export().version())
            .collect(Collectors.joining(", "));
    return "package " + lack.wanted.text() + (others.isEmpty() ? "" : " (" + others + ")");
  }

  /** The plugins are to blame that have exported it, and do not any more. */
  private void blame(Lack lack, Map<String, List<Lack>> broken) {
    Stream<PluginManifest> replaced =
        complete.stream()
            .filter(deploy -> !deploy.follower())
            .map(Deploy::replaced)
            .flatMap(Stream::ofNullable)
            .map(Deployed::manifest);
    Stream<PluginManifest> removed = removals.stream().map(each -> each.plugin().manifest());
    Stream.concat(replaced, removed)
        .filter(manifest -> manifest.exports().stream().anyMatch(lack.wanted::fits))
        .forEach(
            manifest -> broken.computeIfAbsent(manifest.id(), none -> new ArrayList<>()).add(lack));
  }

  private List<Finding> breaks(Map<String, List<Lack>> broken) {
    List<Finding> findings = new ArrayList<>();
    for (Deploy deploy : complete) {
      List<Lack> lacks = broken.get(deploy.plugin());
      if (lacks != null && !deploy.follower()) {
        findings.add(new Finding.Break(deploy, breaks(deploy, lacks)));
      }
    }
    for (Removal removal : removals) {
      List<Lack> lacks = broken.get(removal.plugin().id());
      if (lacks != null) {
        findings.add(new Finding.Needed(removal, imports(lacks) + ", which nobody else exports"));
      }
    }
    return findings;
  }

  private static String breaks(Deploy deploy, List<Lack> lacks) {
    Set<String> users = new LinkedHashSet<>();
    Map<String, List<Lack>> byPackage = new LinkedHashMap<>();
    for (Lack lack : lacks) {
      users.add(lack.user.plugin() + " " + lack.user.manifest().version());
      byPackage.computeIfAbsent(lack.wanted.name(), none -> new ArrayList<>()).add(lack);
    }
    List<String> packages = new ArrayList<>();
    byPackage.forEach(
        (name, each) ->
            packages.add("no longer exports " + exports(deploy, name) + ": " + imports(each)));
    return "would break %s; %s %s %s"
        .formatted(
            String.join(", ", users),
            deploy.plugin(),
            deploy.manifest().version(),
            String.join("; ", packages));
  }

  private static String exports(Deploy deploy, String name) {
    Deployed replaced = deploy.replaced();
    String before = replaced == null ? "" : versions(replaced.manifest(), name);
    String now = versions(deploy.manifest(), name);
    return name + " " + before + (now.isEmpty() ? "" : " but " + now);
  }

  private static String versions(PluginManifest manifest, String name) {
    return manifest.exports().stream()
        .filter(export -> export.name().equals(name))
        .map(PackageExport::version)
        .map(String::valueOf)
        .collect(Collectors.joining(" and "));
  }

  private static String imports(List<Lack> lacks) {
    return lacks.stream()
        .map(lack -> lack.user.plugin() + " imports " + lack.wanted.text())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
