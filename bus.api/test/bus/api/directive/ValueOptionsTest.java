// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ValueOptionsTest {

  @Test
  void eachWitherChangesOneThing() {
    ValueOptions options =
        ValueOptions.DEFAULT
            .withHardLimit(3)
            .withUnreferencedDelay(Duration.ofSeconds(2))
            .withDisposeEmptyAtOnce();
    assertThat(options).isEqualTo(new ValueOptions(3, true, Duration.ofSeconds(2), true));
    assertThat(options.withSoftLimit(4).hardLimit()).isFalse();
    assertThat(ValueOptions.SINGLE).isEqualTo(new ValueOptions(1, true, Duration.ZERO, false));
  }

  @Test
  void refusesNegativeNumbers() {
    assertThatThrownBy(() -> ValueOptions.DEFAULT.withSoftLimit(-1))
        .hasMessage("maxValues must not be negative: -1");
    assertThatThrownBy(() -> ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofMillis(-1)))
        .hasMessage("unreferencedDelay must not be negative: PT-0.001S");
  }
}
