// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.plugin.Deployment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.util.promise.Promises;

@Timeout(20)
final class PluginCommandsTest {
  private final PluginCommands commands = new PluginCommands(FakePlugins.SAMPLE);

  @Test
  void listsWhatTheDeployerShows() {
    assertThat(commands.plugins()).containsExactly(Samples.PLUGIN).isInstanceOf(Rows.class);
    assertThat(commands.unloaded()).containsExactly(Samples.UNLOADED).isInstanceOf(Rows.class);
    assertThat(commands.history())
        .containsExactly(Samples.REPLACED, Samples.REFUSAL)
        .isInstanceOf(Rows.class);
  }

  @Test
  void findsOneByIdOrNumber() {
    assertThat(commands.plugin("demo")).isEqualTo(Samples.PLUGIN);
    assertThat(commands.deployment(5)).isEqualTo(Samples.REFUSAL);
  }

  @Test
  void namesWhatIsUnknownAndWhereToLook() {
    assertThatThrownBy(() -> commands.plugin("demos"))
        .hasMessage("no plugin demos is loaded; hot:plugins lists them");
    assertThatThrownBy(() -> commands.deployment(1))
        .hasMessage("deployment 1 is not in the history; hot:history lists what is");
  }

  @Test
  void rescanReturnsTheDeployment() throws Exception {
    assertThat(commands.rescan()).isEqualTo(Samples.REPLACED);
  }

  @Test
  void asksTheDeployerForPlansAndOtherGenerations() throws Exception {
    assertThat(commands.plan()).isEqualTo(Samples.PLAN);
    assertThat(commands.quarantine()).containsExactly(Samples.QUARANTINED);
    assertThat(commands.retry("junk")).isEqualTo(Samples.REPLACED);
    assertThat(commands.generations("demo")).containsExactly(Samples.GENERATION);
    assertThat(commands.rollback("demo", 1)).isEqualTo(Samples.REPLACED);
    assertThat(commands.pin("demo")).isEqualTo(Samples.PLUGIN);
    assertThat(commands.unpin("demo")).isEqualTo(Samples.REPLACED);
  }

  @Test
  void tellsWhatTheDeployerDoesNotDo() {
    assertThatThrownBy(() -> commands.rollback("demo", 9)).hasMessage("no generation 9");
    assertThatThrownBy(() -> commands.generations("demos"))
        .hasMessage("no plugin demos is loaded; hot:plugins lists them");
  }

  @Test
  void rescanDoesNotWaitForEver() {
    PluginCommands impatient =
        new PluginCommands(FakePlugins.EMPTY, Duration.ofMillis(20), Duration.ofMillis(30));
    assertThatThrownBy(impatient::rescan)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not done after 20 ms; hot:history shows the deployment when it is");
  }

  @Test
  void looksForLeaks() throws Exception {
    assertThat(commands.leaks(true)).containsExactly(Samples.LEAK).isInstanceOf(Rows.class);
  }

  @Test
  void doesNotLookForLeaksForEver() {
    PluginCommands impatient =
        new PluginCommands(FakePlugins.EMPTY, Duration.ofMillis(20), Duration.ofMillis(30));
    assertThatThrownBy(() -> impatient.leaks(false)).hasMessage("not found out after 30 ms");
  }

  @Test
  void rescanTellsWhyItFailed() {
    FakePlugins broken =
        new FakePlugins(
            List.of(),
            List.of(),
            List.of(),
            Promises.<Deployment>failed(new IllegalStateException("folder is gone")));
    assertThatThrownBy(new PluginCommands(broken)::rescan).hasMessage("folder is gone");
  }
}
