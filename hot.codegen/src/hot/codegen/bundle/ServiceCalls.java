// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import hot.codegen.inside.Services;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes {@code ServiceLoader.load(Class)} work inside a plugin that has providers: such calls go to
 * {@link Services}, which is put into the plugin and asks the plugin's own class loader. Only the
 * owner of the called method is changed, so line numbers and all else stay as they are.
 */
final class ServiceCalls {

  private static final String HELPER = Services.class.getName().replace('.', '/');
  private static final String DESCRIPTOR = "(Ljava/lang/Class;)Ljava/util/ServiceLoader;";

  private ServiceCalls() {}

  /** Returns the entries of a plugin with the calls changed, if it has service files at all. */
  static SortedMap<String, byte[]> redirect(SortedMap<String, byte[]> entries) throws IOException {
    if (entries.keySet().stream().noneMatch(path -> path.startsWith("META-INF/services/"))) {
      return entries;
    }
    SortedMap<String, byte[]> all = new TreeMap<>(entries);
    boolean changed = false;
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (entry.getKey().endsWith(".class")) {
        Optional<byte[]> redirected = redirect(entry.getValue());
        redirected.ifPresent(bytes -> all.put(entry.getKey(), bytes));
        changed |= redirected.isPresent();
      }
    }
    if (changed) {
      all.put(HELPER + ".class", helper());
    }
    return all;
  }

  private static Optional<byte[]> redirect(byte[] code) {
    ConstantPool pool = ConstantPool.of(code);
    int method = pool.method("java/util/ServiceLoader", "load", DESCRIPTOR);
    return method == 0 ? Optional.empty() : Optional.of(pool.withOwner(method, HELPER));
  }

  private static byte[] helper() throws IOException {
    try (InputStream in = Services.class.getResourceAsStream("Services.class")) {
      if (in == null) {
        throw new IOException("the class " + HELPER + " is missing; build or install Hotbus again");
      }
      return in.readAllBytes();
    }
  }
}
