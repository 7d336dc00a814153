// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnresolvedTest {
  @Test
  void readsAMissingPackageWithItsRange() {
    String message =
        "Unable to resolve a [5](R 5.0): missing requirement [a [5](R 5.0)] osgi.wiring.package;"
            + " (&(osgi.wiring.package=x.y)(version>=1.2.0)(!(version>=2.0.0)))"
            + " Unresolved requirements: [[a [5](R 5.0)] osgi.wiring.package; (x=y)]";
    assertThat(Unresolved.of("a", message))
        .isEqualTo(new Unresolved("a", "package x.y in version [1.2.0,2.0.0)"));
  }

  @Test
  void readsAMissingPackageWithoutRange() {
    String message =
        "Unable to resolve a [5](R 5.0): missing requirement [a [5](R 5.0)] osgi.wiring.package;"
            + " (osgi.wiring.package=x.y)";
    assertThat(Unresolved.of("a", message)).isEqualTo(new Unresolved("a", "package x.y"));
  }

  @Test
  void tellsTheInnermostOfNestedOnes() {
    String message =
        "Unable to resolve a [5](R 5.0): missing requirement [a [5](R 5.0)] osgi.wiring.package;"
            + " (&(osgi.wiring.package=x.y)(version>=1.0.0)) [caused by: Unable to resolve b"
            + " [6](R 6.0): missing requirement [b [6](R 6.0)] osgi.extender;"
            + " (&(osgi.extender=osgi.component)(version>=1.5.0))] Unresolved requirements: [[a"
            + " [5](R 5.0)] osgi.wiring.package; (x=y)]";
    assertThat(Unresolved.of("a", message))
        .isEqualTo(
            new Unresolved("b", "osgi.extender (&(osgi.extender=osgi.component)(version>=1.5.0))"));
  }

  @Test
  void tellsAllOfAMessageOfAnotherForm() {
    assertThat(Unresolved.of("a", "no idea")).isEqualTo(new Unresolved("a", "no idea"));
  }
}
