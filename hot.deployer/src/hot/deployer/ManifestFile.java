// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Quarantined;
import hot.deployer.content.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The manifest of loaded plugins as a JSON file, for those who look from outside. */
final class ManifestFile {

  private final Path file;

  ManifestFile(Path state) {
    this.file = state.resolve("manifest.json");
  }

  void write(List<LoadedPlugin> plugins, List<Quarantined> quarantine) throws IOException {
    String json =
        plugins.stream()
                .map(ManifestFile::json)
                .collect(Collectors.joining(",\n", "{\"plugins\": [\n", "\n],\n"))
            + quarantine.stream()
                .map(ManifestFile::json)
                .collect(Collectors.joining(",\n", "\"quarantine\": [\n", "\n]}\n"));
    DurableFiles.replace(file, json.getBytes(StandardCharsets.UTF_8), false);
  }

  private static String json(LoadedPlugin plugin) {
    return List.of(
            member("id", quoted(plugin.id())),
            member("version", quoted(plugin.version())),
            member("generation", Integer.toString(plugin.generation())),
            member("buildHash", quoted(plugin.buildHash())),
            member("bundleId", Long.toString(plugin.bundleId())),
            member("symbolicName", quoted(plugin.symbolicName())),
            member("file", quoted(plugin.file())),
            member("since", quoted(plugin.since().toString())),
            member(
                "factories",
                plugin.factories().stream()
                    .map(ManifestFile::quoted)
                    .collect(Collectors.joining(", ", "[", "]"))),
            member("previousVersion", quoted(plugin.previousVersion())),
            member("pinned", Boolean.toString(plugin.pinned())),
            member("onProbation", Boolean.toString(plugin.onProbation())))
        .stream()
        .collect(Collectors.joining(", ", "  {", "}"));
  }

  private static String json(Quarantined each) {
    return List.of(
            member("plugin", quoted(each.plugin())),
            member("file", quoted(each.file())),
            member("sha256", quoted(each.sha256())),
            member("version", quoted(each.version())),
            member("reason", quoted(each.reason())),
            member("since", quoted(each.since().toString())),
            member("waitsFor", quoted(each.waitsFor())))
        .stream()
        .collect(Collectors.joining(", ", "  {", "}"));
  }

  private static String member(String name, String value) {
    return quoted(name) + ": " + value;
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
