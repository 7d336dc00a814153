// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CliTest {
  private final SampleCommand command = new SampleCommand();

  private Run run(Map<String, String> environment, String... arguments) {
    return Run.of(command, environment, arguments);
  }

  @Test
  void givesTheExitCodeOfTheCommand() {
    assertThat(Run.of("sample", "yes"))
        .isEqualTo(new Run(0, "did yes" + System.lineSeparator(), ""));
    assertThat(Run.of("sample", "no").code()).isEqualTo(1);
  }

  @Test
  void tellsAFailureInOneLine() {
    Run run = Run.of("sample", "fail");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("hotbus: the moon is down wait for it" + System.lineSeparator());
    assertThat(run.out()).isEmpty();
  }

  @Test
  void tellsAnUnexpectedFailureInOneLine() {
    Run run = Run.of("sample", "crash");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "hotbus: unexpected failure: java.lang.IllegalStateException: two lines; --verbose"
                + " shows where");
  }

  @Test
  void showsTheStackTraceIfVerbose() {
    assertThat(Run.of("sample", "--verbose", "crash").err())
        .contains("\tat " + SampleCommand.class.getName() + ".run");
    assertThat(Run.of("--verbose", "sample", "crash").err())
        .contains("\tat " + SampleCommand.class.getName() + ".run");
  }

  @Test
  void namesTheNearestCommand() {
    Run run = Run.of("smaple");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly("hotbus: unknown command smaple, did you mean sample?; see hotbus --help");
  }

  @Test
  void namesTheNearestOption() {
    Run run = Run.of("sample", "--plugn-id=x");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "hotbus: unknown option --plugn-id, did you mean --plugin-id?; see hotbus sample"
                + " --help");
  }

  @Test
  void suggestsNothingThatIsFarAway() {
    assertThat(Run.of("frobnicate").err().lines())
        .containsExactly("hotbus: unknown command frobnicate; see hotbus --help");
  }

  @Test
  void refusesOtherWrongUsageInOneLine() {
    assertThat(Run.of().err().lines())
        .containsExactly("hotbus: no command given; see hotbus --help");
    assertThat(Run.of().code()).isEqualTo(2);
    Run superfluous = Run.of("sample", "a", "b");
    assertThat(superfluous.code()).isEqualTo(2);
    assertThat(superfluous.err()).contains("unexpected argument b; see hotbus sample --help");
    Run noNumber = Run.of("sample", "--size", "big");
    assertThat(noNumber.code()).isEqualTo(2);
    assertThat(noNumber.err().lines()).hasSize(1);
    assertThat(noNumber.err()).contains("--size").contains("big");
  }

  @Test
  void takesOptionsFromTheEnvironment() {
    run(
        Map.of("HOTBUS_PLUGIN_ID", "demo", "HOTBUS_QUICK", "true", "HOTBUS_CONFIG", "a.yaml"),
        "sample");
    assertThat(command.pluginId).isEqualTo("demo");
    assertThat(command.quick).isTrue();
    assertThat(command.configs).containsExactly(Path.of("a.yaml"));
  }

  @Test
  void prefersTheCommandLineToTheEnvironment() {
    run(Map.of("HOTBUS_PLUGIN_ID", "demo"), "sample", "--plugin-id=mine");
    assertThat(command.pluginId).isEqualTo("mine");
  }

  @Test
  void takesVerboseFromTheEnvironment() {
    assertThat(run(Map.of("HOTBUS_VERBOSE", "true"), "sample", "crash").err())
        .contains("\tat " + SampleCommand.class.getName());
  }

  @Test
  void saysWhichEnvironmentVariableIsWrong() {
    Run run = run(Map.of("HOTBUS_SIZE", "big"), "sample");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--size").contains("big");
  }

  @Test
  void helpsEverywhere() {
    assertThat(Run.of("--help").out())
        .contains("Usage: hotbus", "sample", "HOTBUS_SOME_NAME", "2 wrong usage");
    assertThat(Run.of("sample", "--help").out()).contains("Usage: hotbus sample", "--plugin-id");
    assertThat(Run.of("help", "sample").out()).contains("Usage: hotbus sample");
    assertThat(Run.of("sample", "--help").code()).isZero();
  }

  @Test
  void logsOneLineForEachEventOfItsLevel() {
    assertThat(Run.of("sample", "log").err().lines())
        .singleElement()
        .asString()
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  test: said a=1");
    assertThat(Run.of("sample", "log", "--verbose").err()).contains("DEBUG test: whispered");
    assertThat(Run.of("sample", "log", "--log-level=warn").err()).isEmpty();
    assertThat(Run.of("sample", "log", "--log-level=loud").code()).isEqualTo(2);
  }
}
