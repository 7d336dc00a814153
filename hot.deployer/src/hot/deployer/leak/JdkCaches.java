// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import hot.deployer.leak.Insides.Shut;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches of the JDK that hold classes softly, and so keep unloaded code for as long as memory
 * lasts. They are emptied when code was unloaded, which is safe: they fill again.
 */
final class JdkCaches {

  private static final Logger log = LoggerFactory.getLogger(JdkCaches.class);

  private JdkCaches() {}

  static void clear(ClassLoader loader) {
    ResourceBundle.clearCache(loader);
    introspector();
    try {
      objectStreams(new Suspect(loader));
    } catch (Shut shut) {
      log.debug("cache of ObjectStreamClass not cleared reason={}", shut.what());
    }
  }

  private static void introspector() {
    if (ModuleLayer.boot().findModule("java.desktop").isPresent()) {
      java.beans.Introspector.flushCaches();
    }
  }

  /** Newer JDKs keep this cache at the class itself, where it goes with it. */
  private static void objectStreams(Suspect suspect) throws Shut {
    Class<?> caches = Insides.type("java.io.ObjectStreamClass$Caches");
    for (String field : new String[] {"localDescs", "reflectors"}) {
      if (Insides.read(caches, null, field) instanceof Map<?, ?> map) {
        map.keySet().removeIf(key -> key instanceof Reference<?> r && suspect.owns(r.get()));
      }
    }
  }
}
