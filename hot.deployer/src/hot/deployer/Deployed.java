// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.LoadedPlugin;
import hot.deployer.content.Content;
import hot.deployer.content.PluginManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The current generation of a plugin. Knows its bundle by number only, so that it holds no code.
 *
 * @param manifest what the manifest of its content says
 * @param content what it was installed from
 * @param file the file that the content came from
 * @param generation the number of the generation
 * @param bundleId the number of its bundle
 * @param since when it became current
 * @param factories the config ids of its factories, sorted
 * @param previousVersion the version it has replaced, empty if none
 */
record Deployed(
    PluginManifest manifest,
    Content content,
    Path file,
    int generation,
    long bundleId,
    Instant since,
    List<String> factories,
    String previousVersion) {

  String id() {
    return manifest.id();
  }

  Deployed from(Path otherFile) {
    return new Deployed(
        manifest, content, otherFile, generation, bundleId, since, factories, previousVersion);
  }

  LoadedPlugin toLoaded(boolean pinned, boolean onProbation) {
    return new LoadedPlugin(
        id(),
        manifest.version(),
        generation,
        manifest.buildHash(),
        bundleId,
        manifest.symbolicName(),
        file.toString(),
        since,
        factories,
        previousVersion,
        pinned,
        onProbation);
  }
}
