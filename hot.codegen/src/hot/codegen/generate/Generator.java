// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import hot.codegen.analysis.Analysis;
import hot.codegen.analysis.ControllerDeclaration;
import hot.codegen.analysis.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;

/** Writes the sources of a plugin that nobody wants to write: the same for the same input. */
public final class Generator {

  private Generator() {}

  /**
   * Names the activator of a plugin. Its package is the plugin id, made a package name, and {@code
   * plugin}; no source has a class in it.
   *
   * @param pluginId the plugin id
   * @param analysis what is there already
   * @return the name
   */
  public static TypeName activator(String pluginId, Analysis analysis) {
    Set<String> packages = new TreeSet<>();
    for (String type : analysis.types()) {
      packages.add(type.substring(0, Math.max(type.lastIndexOf('.'), 0)));
    }
    String name = packageName(pluginId) + ".plugin";
    while (packages.contains(name)) {
      name += ".generated";
    }
    return TypeName.of(name, "Activator");
  }

  private static String packageName(String pluginId) {
    List<String> parts = new ArrayList<>();
    for (String part : pluginId.split("[^A-Za-z0-9_-]+", -1)) {
      String word = part.replace('-', '_');
      if (!word.isEmpty()) {
        boolean legal = SourceVersion.isName(word, SourceVersion.RELEASE_17) && !word.equals("_");
        boolean keyword = !legal && Character.isJavaIdentifierStart(word.charAt(0));
        parts.add(legal ? word : keyword ? word + "_" : "_" + word);
      }
    }
    return parts.isEmpty() ? "unnamed" : String.join(".", parts);
  }

  /**
   * Writes the sources.
   *
   * @param analysis the factories and controllers
   * @param activator the name of the activator
   * @param pluginId the plugin id
   * @param version the plugin version
   * @return the activator, then a factory for each annotated controller
   */
  public static List<GeneratedSource> generate(
      Analysis analysis, TypeName activator, String pluginId, String version) {
    List<GeneratedSource> sources = new ArrayList<>();
    sources.add(activator(analysis, activator, pluginId, version));
    for (ControllerDeclaration controller : analysis.controllers()) {
      sources.add(new FactorySource(controller, analysis.types()).source());
    }
    return List.copyOf(sources);
  }

  /**
   * Writes the activator alone.
   *
   * @param analysis the factories
   * @param activator its name
   * @param pluginId the plugin id
   * @param version the plugin version
   * @return the source
   */
  public static GeneratedSource activator(
      Analysis analysis, TypeName activator, String pluginId, String version) {
    return ActivatorSource.source(activator, pluginId, version, analysis.factories());
  }
}
