// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.felix.gogo.runtime.activator.Activator;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The commands as gogo calls them, in a real framework. */
@Timeout(60)
final class ShellInFrameworkTest {
  @TempDir Path storage;
  private Framework framework;
  private final Activator gogo = new Activator();
  private CommandSession session;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @BeforeEach
  void startFrameworkWithShell() throws Exception {
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    storage.toString(),
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    "onFirstInit"));
    framework.start();
    BundleContext context = framework.getBundleContext();
    gogo.start(context);
    register(context, "bus", new BusCommands(FakeBus.SAMPLE, FakeBus.SAMPLE));
    register(context, "hot", new PluginCommands(FakePlugins.SAMPLE));
    Converter converter = new RecordConverter(Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    context.registerService(Converter.class, converter, null);
    CommandProcessor processor =
        context.getService(context.getServiceReference(CommandProcessor.class));
    session = processor.createSession(new ByteArrayInputStream(new byte[0]), output, output);
  }

  /** Registers an object as its component would be; gogo's own annotation is not there to read. */
  private static void register(BundleContext context, String scope, Object commands) {
    String[] functions =
        Arrays.stream(commands.getClass().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Descriptor.class))
            .map(Method::getName)
            .distinct()
            .toArray(String[]::new);
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(CommandProcessor.COMMAND_SCOPE, scope);
    properties.put(CommandProcessor.COMMAND_FUNCTION, functions);
    context.registerService(Object.class, commands, properties);
  }

  @AfterEach
  void stopFramework() throws Exception {
    session.close();
    gogo.stop(framework.getBundleContext());
    framework.stop();
    framework.waitForStop(10_000);
  }

  private String run(String line) throws Exception {
    Object result = session.execute(line);
    return session.format(result, Converter.INSPECT).toString();
  }

  @Test
  void printsDirectivesAsATable() throws Exception {
    assertThat(run("bus:directives"))
        .isEqualTo(
            """
            ID  DIRECTIVE          REFS      STATE  VALUES                       RESOLVERS
            1   Greet[name=world]  1         idle   Greeting[text=Hello, world]  demo/boilerplate#3 ended
            12  Weather[]          2+1 weak  idle
            13  Dial[]             1         busy                                demo/dial#10 failed\
            """);
  }

  @Test
  void takesOptionsAndArguments() throws Exception {
    assertThat(run("bus:directives --unanswered")).contains("Weather[]").doesNotContain("Greet");
    assertThat(run("bus:directives Greet")).contains("Greet").doesNotContain("Weather");
    assertThat(run("bus:directives -u Greet")).isEqualTo("no live directives");
    assertThat(run("bus:directive 12")).contains("no handler on the bus answers");
  }

  @Test
  void explainsADirective() throws Exception {
    assertThat(run("bus:why 13"))
        .startsWith("#13 Dial[]  (demo.Dial)")
        .contains("- the blocking resolver of demo/dial#10 failed: ConnectException: refused");
    assertThatThrownBy(() -> session.execute("bus:why 99"))
        .hasMessageContaining("there is no live directive 99; bus:directives lists them");
  }

  @Test
  void listsHandlersAndOwners() throws Exception {
    assertThat(run("bus:handlers"))
        .isEqualTo(
            """
            NO  OWNER               DIRECTIVES
            4   demo/boilerplate#3  demo.Greet\
            """);
    assertThat(run("bus:owners"))
        .isEqualTo(
            """
            OWNER               HANDLERS  ASKS   ANSWERS
            bus                           12 13
            demo/boilerplate#3  4                1
            demo/caller#5                 1 12
            demo/dial#10                         13\
            """);
  }

  @Test
  void returnsListsThatAScriptCanWalk() throws Exception {
    assertThat(run("(bus:controllers) size")).isEqualTo("2");
    assertThat(run("((hot:plugins) get 0) version")).isEqualTo("1.1.0");
  }

  @Test
  void showsDetailOfADeployment() throws Exception {
    assertThat(run("hot:rescan")).contains("replaced demo 1.0.0 -> 1.1.0 (demo-1.1.0.jar)");
  }

  @Test
  void tellsWhatIsWrongWithAnArgument() {
    assertThatThrownBy(() -> session.execute("bus:directive 99"))
        .hasMessageContaining("there is no live directive 99; bus:directives lists them");
  }

  @Test
  void printsNothingItself() throws Exception {
    run("bus:directives");
    run("hot:plugins");
    assertThat(output.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
