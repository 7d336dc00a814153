// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.java.JavaTool;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of the plugins that were compiled last. Those that were not asked for the longest
 * time are forgotten; such a plugin is compiled as if for the first time. Not thread-safe.
 */
final class Sessions {

  private static final int KEPT = 64;

  private final JavaTool java;
  private final Map<Key, Session> sessions = new Recent();

  Sessions(JavaTool java) {
    this.java = java;
  }

  /** What makes a request another one than that before. The host is looked at each time. */
  private record Key(
      List<Path> modules,
      Path output,
      Optional<String> pluginId,
      Optional<String> version,
      Map<String, Path> replacements,
      int release) {}

  /** Keeps what was used last. */
  private static final class Recent extends LinkedHashMap<Key, Session> {

    private static final long serialVersionUID = 1;

    Recent() {
      super(KEPT, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Session> eldest) {
      return size() > KEPT;
    }
  }

  /** Returns the session of the plugin that a request is about. */
  Session of(CompileRequest request) {
    Key key =
        new Key(
            request.modules(),
            request.output(),
            request.pluginId(),
            request.version(),
            request.replacements(),
            request.release());
    return sessions.computeIfAbsent(key, added -> Session.with(java));
  }

  void clear() {
    sessions.clear();
  }
}
