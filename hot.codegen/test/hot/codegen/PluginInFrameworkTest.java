// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.PluginConstants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/** Plugins in a framework. */
class PluginInFrameworkTest {

  @TempDir Path root;
  private Sandbox sandbox;
  private TestFramework framework;

  @BeforeEach
  void start() throws Exception {
    sandbox = new Sandbox(root);
    framework = new TestFramework(root.resolve("framework"));
  }

  @AfterEach
  void stop() throws Exception {
    framework.close();
    sandbox.close();
  }

  @Test
  void registersFactoriesWithTheirPropertiesAndProvidesCapabilities() throws Exception {
    sandbox.write("words/src/demo/words/Words.java", AllForms.CONTROLLER);
    sandbox.write("words/src/demo/words/Written.java", AllForms.FACTORY);
    Compilation.Compiled plugin =
        sandbox.compiled(sandbox.request("words").withPluginId("demo.words").withVersion("2.0.0"));

    Bundle bundle = framework.install(plugin.bundle());
    bundle.start();

    List<String> found = new ArrayList<>();
    for (ServiceReference<?> service : bundle.getRegisteredServices()) {
      assertThat(service.getProperty(Constants.OBJECTCLASS))
          .isEqualTo(new String[] {"bus.api.controller.ControllerFactory"});
      found.add(
          service.getProperty(PluginConstants.SERVICE_PLUGIN_ID)
              + " "
              + service.getProperty(PluginConstants.SERVICE_CONTROLLER_ID)
              + " "
              + service.getProperty(PluginConstants.SERVICE_CONTROLLER_VERSION));
    }
    assertThat(found)
        .containsExactlyInAnyOrder("demo.words demo/words 1.0.0", "demo.words demo/written 3.1.4");
    assertThat(capabilities(bundle)).containsExactly("demo/words", "demo/written");
    assertThat(constant(bundle, "PLUGIN_ID")).isEqualTo("demo.words");
    assertThat(constant(bundle, "PLUGIN_VERSION")).isEqualTo("2.0.0");
  }

  @Test
  void handsTheHandlersOfEachFormToTheBus() throws Exception {
    sandbox.write("words/src/demo/words/Words.java", AllForms.CONTROLLER);
    Bundle bundle =
        framework.install(
            sandbox.compiled(sandbox.request("words").withPluginId("demo.words")).bundle());
    bundle.start();

    Object factory = framework.context().getService(bundle.getRegisteredServices()[0]);
    Class<?> type = bundle.loadClass("demo.words.Words");
    Class<?> config = (Class<?>) factory.getClass().getMethod("configType").invoke(factory);
    assertThat(config.getName()).isEqualTo("demo.words.Words$Config");
    Object settings = config.getConstructor(String.class).newInstance("hello");
    Class<?> context = bundle.loadClass("bus.api.controller.ControllerContext");
    Object controller =
        factory.getClass().getMethod("construct", config, context).invoke(factory, settings, null);
    List<?> handlers =
        (List<?>) factory.getClass().getMethod("handlers", type).invoke(factory, controller);
    assertThat(handlers.stream().map(Object::toString))
        .containsExactly(
            "Handler[demo.words.Words$Own]",
            "Handler[demo.words.Words$A]",
            "Handler[demo.words.Words$B]",
            "Handler[demo.words.Words$C]",
            "Handler[demo.words.Words$D]",
            "Handler[demo.words.Words$E]",
            "Handler[demo.words.Words$F]",
            "Handler[demo.words.Words$G]");
  }

  @Test
  void putsTheBuildHashIntoTheVersionOfTheActivator() throws Exception {
    sandbox.write("hello/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    Compilation.Compiled plugin =
        sandbox.compiled(sandbox.request("hello").withVersion("1.5.0-{buildHash}"));
    Bundle bundle = framework.install(plugin.bundle());
    bundle.start();
    String version = "1.5.0-" + plugin.buildHash();
    assertThat(plugin.version()).isEqualTo(version);
    assertThat(constant(bundle, "PLUGIN_VERSION")).isEqualTo(version);
    assertThat(bundle.getHeaders().get(PluginConstants.HEADER_VERSION)).isEqualTo(version);
    assertThat(bundle.getVersion()).hasToString("1.5.0");
  }

  private static Object constant(Bundle bundle, String name) throws Exception {
    String activator = bundle.getHeaders().get(Constants.BUNDLE_ACTIVATOR);
    return bundle.loadClass(activator).getField(name).get(null);
  }

  private static List<Object> capabilities(Bundle bundle) {
    String namespace = PluginConstants.CONTROLLER_NAMESPACE;
    return bundle
        .adapt(BundleWiring.class)
        .getRevision()
        .getDeclaredCapabilities(namespace)
        .stream()
        .map(BundleCapability::getAttributes)
        .map(attributes -> attributes.get(namespace))
        .toList();
  }
}
