// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hot.deployer.leak.Insides.Shut;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Where the JVM does not let anybody look, the report says so and what to do. */
class InsidesTest {

  @Test
  void readsWhatIsOpen() throws Exception {
    assertThat(LiveThreads.runnable(new Thread(Thread::yield))).isNotNull();
    assertThat(Insides.read(new Suspect(getClass().getClassLoader()), "loader"))
        .isSameAs(getClass().getClassLoader());
  }

  @Test
  void namesTheOptionThatOpensWhatIsNot() {
    assertThatThrownBy(() -> Insides.read(new CRC32(), "crc"))
        .isInstanceOfSatisfying(
            Shut.class,
            shut ->
                assertThat(shut.what())
                    .isEqualTo("needs --add-opens java.base/java.util.zip=ALL-UNNAMED"));
  }

  @Test
  void namesWhatAnotherVersionDoesNotHave() {
    assertThatThrownBy(() -> Insides.read(new CRC32(), "nothing"))
        .hasMessage("java.util.zip.CRC32.nothing is not known here");
    assertThatThrownBy(() -> Insides.type("java.lang.Nothing"))
        .hasMessage("java.lang.Nothing is not in this JVM");
  }
}
