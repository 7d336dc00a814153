// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import static org.apache.felix.service.command.Converter.INSPECT;
import static org.apache.felix.service.command.Converter.LINE;
import static org.apache.felix.service.command.Converter.PART;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.AppliedConfigSet;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.FactorySnapshot;
import bus.api.observe.HealthReport;
import bus.api.observe.HealthReport.Check;
import bus.api.observe.HealthStatus;
import bus.api.plugin.Deployment;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.UnloadedPlugin;
import bus.api.snapshot.DirectiveSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordConverterTest {
  private final RecordConverter converter =
      new RecordConverter(Clock.fixed(Samples.NOW, ZoneOffset.UTC));
  private final BusCommands bus = new BusCommands(FakeBus.SAMPLE, FakeBus.SAMPLE);
  private final PluginCommands plugins = new PluginCommands(FakePlugins.SAMPLE);

  private String show(Object target, int level) {
    return String.valueOf(converter.format(target, level, converter));
  }

  @Test
  void showsHealth() {
    HealthReport report =
        HealthReport.of(
            Samples.NOW,
            List.of(
                new Check("leaks", List.of("hotbus"), HealthStatus.OK, Duration.ZERO, List.of()),
                new Check(
                    "disk",
                    List.of(),
                    HealthStatus.WARN,
                    Duration.ofMillis(2),
                    List.of("9 % free", "of 10 GB"))));
    assertThat(show(report, INSPECT))
        .isEqualTo(
            """
            status        WARN
            CHECK  STATUS  TIME    FINDINGS
            disk   WARN    2.0 ms  9 % free; of 10 GB
            leaks  OK      0.0 ms\
            """);
  }

  @Test
  void showsConfigurations() {
    assertThat(show(new Rows<>(AppliedConfigSet.class, List.of(Samples.APPLIED)), INSPECT))
        .isEqualTo(
            """
            DIRECTIVE  STATUS                                  NOT READY
            7          1 of 2 ready: 1 RUNNING, 1 BACKING_OFF  dial\
            """);
    assertThat(show(Samples.APPLIED, INSPECT))
        .isEqualTo(
            """
            directive     7
            mode          partial
            status        1 of 2 ready: 1 RUNNING, 1 BACKING_OFF
            keys          2
              dial (demo/dial): BACKING_OFF: ConnectException: refused
              greeter (demo/boilerplate): RUNNING\
            """);
  }

  @Test
  void showsDirectivesAsATable() {
    assertThat(show(bus.directives(false), INSPECT))
        .isEqualTo(
            """
            ID  DIRECTIVE          REFS      STATE  VALUES                       RESOLVERS
            1   Greet[name=world]  1         idle   Greeting[text=Hello, world]  demo/boilerplate#3 ended
            12  Weather[]          2+1 weak  idle
            13  Dial[]             1         busy                                demo/dial#10 failed\
            """);
  }

  @Test
  void showsControllersAsATable() {
    assertThat(show(bus.controllers(), INSPECT))
        .isEqualTo(
            """
            NO  CONTROLLER        VERSION  PHASE        SINCE  PLUGIN  FAILURE
            3   demo/boilerplate  1.0.0    RUNNING      12s    demo#2
            10  demo/dial         0.1.0    BACKING_OFF  2h             ConnectException: refused\
            """);
  }

  @Test
  void showsAPlanAsLines() {
    assertThat(show(Samples.PLAN, INSPECT))
        .isEqualTo(
            """
            plan
              1  replace demo 1.1.0 -> 1.2.0 (demo.jar): the content of demo.jar has changed
              -  refuse junk.jar (junk.jar): junk.jar is corrupt\
            """);
    assertThat(show(plugins.quarantine(), INSPECT))
        .isEqualTo(
            """
            PLUGIN  VERSION  SINCE  REASON                            FILE
            junk    1.0.0    60s    junk.jar does not start: no port  plugins/junk.jar\
            """);
    assertThat(show(new PluginCommands(FakePlugins.SAMPLE).generations("demo"), INSPECT))
        .isEqualTo(
            """
            GEN  VERSION  BUILD         SINCE  STATE  FILE
            1    1.0.0    fedcba987654  10m    kept   plugins/demo-1.0.0.jar\
            """);
  }

  @Test
  void showsPluginsAndFactoriesAsTables() {
    assertThat(show(plugins.plugins(), INSPECT))
        .isEqualTo(
            """
            PLUGIN  VERSION  GEN  BUILD         SINCE  STATE  FACTORIES         FILE
            demo    1.1.0    2    0123456789ab  5m            demo/boilerplate  demo-1.1.0.jar\
            """);
    assertThat(show(bus.factories(), INSPECT))
        .isEqualTo(
            """
            CONFIG ID         VERSION  SETTINGS                 PLUGIN  DESCRIPTION
            demo/boilerplate  1.0.0    demo.Boilerplate$Config  demo#2  Greets whoever asks.\
            """);
    assertThat(show(plugins.unloaded(), INSPECT))
        .isEqualTo(
            """
            PLUGIN  VERSION  BUNDLE  AGO  CODE       NOTE
            demo#1  1.0.0    16      29s  collected\
            """);
  }

  @Test
  void showsTheHistoryAsATable() {
    assertThat(show(plugins.history(), INSPECT))
        .isEqualTo(
            """
            NO  AGO  RESULT   TIME    CHANGES
            4   30s  done     4.3 ms  replaced demo 1.0.0 -> 1.1.0
            5   3s   refused  0.0 ms  refused bad.jar\
            """);
  }

  @Test
  void saysWhatAnEmptyListIsEmptyOf() {
    assertThat(show(new Rows<>(DirectiveSnapshot.class, List.of()), INSPECT))
        .isEqualTo("no live directives");
    assertThat(show(new Rows<>(ControllerSnapshot.class, List.of()), INSPECT))
        .isEqualTo("no controllers on the bus");
    assertThat(show(new Rows<>(FactorySnapshot.class, List.of()), INSPECT))
        .isEqualTo("no factories are offered");
    assertThat(show(new Rows<>(LoadedPlugin.class, List.of()), INSPECT))
        .isEqualTo("no plugins are loaded");
    assertThat(show(new Rows<>(Deployment.class, List.of()), INSPECT))
        .isEqualTo("no deployments yet");
    assertThat(show(new Rows<>(Leak.class, List.of()), INSPECT))
        .isEqualTo("no unloaded code is left");
    assertThat(show(new Rows<>(UnloadedPlugin.class, List.of()), INSPECT))
        .isEqualTo("nothing was unloaded yet");
  }

  @Test
  void showsOneDirectiveInDetailAndWhyItHasNoValue() {
    assertThat(show(Samples.UNANSWERED, INSPECT))
        .contains("type          demo.Weather")
        .contains("references    3\n  bus\n  bus\n  demo/caller#5  listens only")
        .contains("idle: no handler on the bus answers this directive");
    assertThat(show(Samples.FAILED, INSPECT))
        .contains("demo/dial#10  failed")
        .contains("ConnectException: refused");
    assertThat(show(Samples.ANSWERED, INSPECT))
        .contains("1  Greeting[text=Hello, world]  (demo/boilerplate#3)");
  }

  @Test
  void showsOneControllerInDetailWithItsFailure() {
    assertThat(show(Samples.BACKING_OFF, INSPECT))
        .contains("phase         BACKING_OFF for 2h")
        .contains("next try      in 5s")
        .contains("java.net.ConnectException: refused")
        .contains("at a.B.c(B.java:1)");
  }

  @Test
  void showsOneDeploymentWithReasonsAndTimes() {
    assertThat(show(Samples.REPLACED, INSPECT))
        .isEqualTo(
            """
            deployment    4
            at            2026-01-02T03:03:35Z, 30s ago
            changes       1
              replaced demo 1.0.0 -> 1.1.0 (demo-1.1.0.jar): new build
            time          4.3 ms
            steps
              snapshot  1.3 ms
              switch    3.0 ms\
            """);
  }

  @Test
  void showsWhoHoldsUnloadedCode() throws Exception {
    assertThat(show(plugins.leaks(true), INSPECT))
        .isEqualTo(
            """
            PLUGIN  VERSION  BUNDLE  LEAK  HELD BY
            demo#1  1.0.0    16      yes   thread "poller" runs demo.Poller\
            """);
    assertThat(show(Samples.LEAK, INSPECT))
        .isEqualTo(
            """
            plugin        demo#1
            version       1.0.0
            bundle        16
            leak          yes
            held by       1
              thread: thread "poller" runs demo.Poller
                  -> java.lang.Thread.target
                  -> demo.Poller
                end the thread when the controller closes\
            """);
  }

  @Test
  void showsTheStatusOfTheBus() {
    assertThat(show(bus.status(), INSPECT))
        .isEqualTo(
            """
            controllers   2, 1 in service
            factories     1
            directives    3 live, 1 unanswered
            not in service
              NO  CONTROLLER  VERSION  PHASE        SINCE  PLUGIN  FAILURE
              10  demo/dial   0.1.0    BACKING_OFF  2h             ConnectException: refused\
            """);
    assertThat(show(bus.status(), LINE))
        .isEqualTo("2 controllers, 1 not in service, 3 directives, 1 unanswered");
  }

  @Test
  void showsARecordInsideOthersAsALineOrItsName() {
    assertThat(show(Samples.PLUGIN, LINE))
        .isEqualTo("demo  1.1.0  2  0123456789ab  5m  demo/boilerplate  demo-1.1.0.jar");
    assertThat(show(Samples.PLUGIN, PART)).isEqualTo("demo");
    assertThat(show(bus.directives(false), LINE)).isEqualTo("1, 12, 13");
  }

  @Test
  void leavesWhatIsNotOursToOthers() {
    assertThat(converter.format(List.of(1), INSPECT, converter)).isNull();
    assertThat(converter.convert(String.class, Samples.PLUGIN)).isNull();
  }
}
