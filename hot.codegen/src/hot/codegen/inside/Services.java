// SPDX-License-Identifier: Apache-2.0
package hot.codegen.inside;

import java.util.ServiceLoader;

/**
 * Finds the providers that a plugin has in itself. The classes of a plugin call this instead of
 * {@link ServiceLoader#load(Class)}, which would ask the class loader of the thread, and that is
 * never the plugin's.
 */
public final class Services {

  private Services() {}

  /**
   * Loads a service.
   *
   * @param <S> the service
   * @param service the service
   * @return the providers of the plugin; if it names none, what the thread would find
   */
  public static <S> ServiceLoader<S> load(Class<S> service) {
    ClassLoader plugin = Services.class.getClassLoader();
    boolean own =
        plugin != null && plugin.getResource("META-INF/services/" + service.getName()) != null;
    return own ? ServiceLoader.load(service, plugin) : ServiceLoader.load(service);
  }
}
