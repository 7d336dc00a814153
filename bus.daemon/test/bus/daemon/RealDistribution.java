// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** The distribution that the build has made of this workspace, before it ran the tests. */
public final class RealDistribution {
  private RealDistribution() {}

  /** Reads it. */
  public static Distribution get() {
    Path home = Path.of("generated", "hotbus").toAbsolutePath();
    assertThat(home.resolve("boot/boot.txt"))
        .as("the distribution; ./bndw build bus.daemon makes it")
        .exists();
    return Distribution.at(home);
  }
}
