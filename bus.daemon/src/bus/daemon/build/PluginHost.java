// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.daemon.Distribution;
import hot.codegen.host.HostPlatform;

/** What the host of a distribution offers to plugins. */
public final class PluginHost {
  private PluginHost() {}

  /** Returns the packages that host and bundles share, and those of the framework. */
  public static HostPlatform of(Distribution distribution) {
    return HostPlatform.of(distribution.compileJars());
  }
}
