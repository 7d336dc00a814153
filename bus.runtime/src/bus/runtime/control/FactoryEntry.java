// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.controller.FactorySnapshot;
import bus.runtime.config.ConfigBinder;

/**
 * A factory that is known, with the code it comes from. Compared by identity.
 *
 * <p>The binder of its config record belongs to it, so that what the binder remembers of the
 * record's class goes with the factory.
 */
public final class FactoryEntry {

  private final ControllerFactory<?, ?> factory;
  private final ControllerInfo info;
  private final Source source;
  private final ConfigBinder binder = new ConfigBinder();

  /**
   * Where a factory comes from.
   *
   * @param plugin the plugin id, empty if it is not a plugin's
   * @param generation the generation of that plugin, 0 if none
   * @param bundle the number of its bundle, -1 if none
   */
  public record Source(String plugin, int generation, long bundle) {

    /** Not from a bundle. */
    public static final Source NONE = new Source("", 0, -1);
  }

  FactoryEntry(ControllerFactory<?, ?> factory, ControllerInfo info, Source source) {
    this.factory = factory;
    this.info = info;
    this.source = source;
  }

  ControllerFactory<?, ?> factory() {
    return factory;
  }

  ControllerInfo info() {
    return info;
  }

  Source source() {
    return source;
  }

  ConfigBinder binder() {
    return binder;
  }

  FactorySnapshot snapshot() {
    return new FactorySnapshot(
        info, factory.configType().getName(), source.plugin(), source.generation());
  }

  @Override
  public String toString() {
    return info.id() + " " + info.version() + " of " + source.plugin();
  }
}
