// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.plugin.PluginConstants;
import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.analysis.TypeName;
import hot.codegen.generate.Expression.Call;
import hot.codegen.generate.Expression.Text;
import hot.codegen.generate.Expression.Word;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Writes the activator of a plugin. */
final class ActivatorSource {

  private static final String TEMPLATE =
      """
        /**
         * Returns the factories of this plugin.
         *
         * @return new ones at each call
         */
        public static ${List}<${ControllerFactory}<?, ?>> factories() {
      ${factories}  }

        @Override
        public void start(${BundleContext} context) {
          factories().forEach(factory -> register(context, factory));
        }

        @Override
        public void stop(${BundleContext} context) {
          // The framework takes back what was registered.
        }

        private static void register(${BundleContext} context, ${ControllerFactory}<?, ?> factory) {
          ${ControllerInfo} info = factory.info();
          ${Dictionary}<String, String> properties = new ${Hashtable}<>();
          properties.put(${PluginConstants}.SERVICE_PLUGIN_ID, PLUGIN_ID);
          properties.put(${PluginConstants}.SERVICE_CONTROLLER_ID, info.id());
          properties.put(${PluginConstants}.SERVICE_CONTROLLER_VERSION, info.version());
          context.registerService(${ControllerFactory}.class, factory, properties);
        }
      }
      """;

  private static final List<Class<?>> USED =
      List.of(
          BundleActivator.class,
          BundleContext.class,
          ControllerFactory.class,
          ControllerInfo.class,
          Dictionary.class,
          Hashtable.class,
          List.class,
          PluginConstants.class);

  private ActivatorSource() {}

  static GeneratedSource source(
      TypeName activator, String pluginId, String version, List<FactoryDeclaration> factories) {
    Imports imports = new Imports(activator.packageName(), List.of(activator.qualified()));
    String body = TEMPLATE;
    for (Class<?> used : USED) {
      body = body.replace("${" + used.getSimpleName() + "}", imports.name(used));
    }
    List<Expression> made = new ArrayList<>();
    for (FactoryDeclaration factory : factories) {
      made.add(Call.of("new " + imports.name(factory.type())));
    }
    Expression list = new Call(imports.name(List.class) + ".of", made);
    String text =
        Sources.head(activator.packageName(), imports)
            + "/** Registers the controller factories of a plugin. */\n"
            + Sources.declaration(
                "public final class Activator",
                "implements",
                new Word(imports.name(BundleActivator.class)))
            + "  /** The id of this plugin, the same from version to version. */\n"
            + Sources.assignment("public static final String PLUGIN_ID", new Text(pluginId))
            + "\n  /** The version of this plugin. */\n"
            + Sources.assignment("public static final String PLUGIN_VERSION", new Text(version))
            + "\n"
            + body.replace("${factories}", Sources.statement("return ", list));
    return Sources.source(activator, text);
  }
}
