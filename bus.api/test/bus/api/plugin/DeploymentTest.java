// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeploymentTest {

  private static Deployment of(Kind... kinds) {
    List<Change> changes =
        List.of(kinds).stream()
            .map(kind -> new Change(kind, "p", "1", "2", "p.jar", "why"))
            .toList();
    return new Deployment(1, Instant.EPOCH, changes, List.of());
  }

  @Test
  void isSuccessfulUnlessSomethingWasRefused() {
    assertThat(of(Kind.ADDED, Kind.REPLACED, Kind.REMOVED).successful()).isTrue();
    assertThat(of().successful()).isTrue();
    assertThat(of(Kind.ADDED, Kind.REFUSED).successful()).isFalse();
  }
}
