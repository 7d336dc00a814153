// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

/** The names by which a plugin bundle, its services and the runtime know each other. */
public final class PluginConstants {

  /** Manifest header: the plugin id, which stays the same from version to version. */
  public static final String HEADER_ID = "Hotbus-Plugin-Id";

  /** Manifest header: the version of the plugin. */
  public static final String HEADER_VERSION = "Hotbus-Plugin-Version";

  /** Manifest header: the hash over the content of the plugin, in hexadecimal digits. */
  public static final String HEADER_BUILD_HASH = "Hotbus-Build-Hash";

  /**
   * Manifest header: the libraries of other bundles that the plugin was compiled against, as a list
   * of {@code name;build=hash}. So a plugin whose library has changed has another build hash too,
   * and moves to the new library when it is compiled again.
   */
  public static final String HEADER_LIBRARIES = "Hotbus-Libraries";

  /** Manifest header: plugins that name the same group are deployed together or not at all. */
  public static final String HEADER_GROUP = "Hotbus-Group";

  /**
   * Namespace of the capability that a plugin provides for each factory; the attribute of this name
   * is the config id, {@code version} the version of the controller. It is {@code
   * effective:=active}, so that nothing is wired to it.
   */
  public static final String CONTROLLER_NAMESPACE = "bus.controller";

  /** Service property of a factory: the plugin id. */
  public static final String SERVICE_PLUGIN_ID = "bus.plugin.id";

  /** Service property of a factory: the config id. */
  public static final String SERVICE_CONTROLLER_ID = "bus.controller.id";

  /** Service property of a factory: the version of the controller. */
  public static final String SERVICE_CONTROLLER_VERSION = "bus.controller.version";

  /** What the location of a deployed bundle begins with; plugin id, slash and generation follow. */
  public static final String LOCATION_PREFIX = "hotbus:";

  private PluginConstants() {}
}
