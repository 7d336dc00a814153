// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import bus.daemon.Distribution;
import java.util.function.Supplier;
import picocli.CommandLine.IVersionProvider;

/** Tells which Hotbus this is, and on which Java. */
final class VersionText implements IVersionProvider {
  private final Supplier<Distribution> distribution;

  VersionText(Supplier<Distribution> distribution) {
    this.distribution = distribution;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "hotbus %s, Java %s"
          .formatted(distribution.get().version(), Runtime.version().toString().split("\\+", 2)[0])
    };
  }
}
