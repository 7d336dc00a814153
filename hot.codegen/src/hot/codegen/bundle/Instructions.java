// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.version.Version;
import bus.api.controller.ControllerInfo;
import bus.api.plugin.PluginConstants;
import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.module.Module;
import hot.codegen.module.VolatileMacros;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What bnd is told. */
final class Instructions {

  private static final List<String> SELECTIVE =
      List.of("Private-Package", "-privatepackage", "-includepackage");

  /** Headers that no plugin may have, and why. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "Bundle-Activator", "the plugin compiler writes the activator",
          "Bundle-NativeCode", "native code can be loaded by one version of a plugin only",
          "Fragment-Host", "a plugin is no fragment",
          "Require-Bundle", "a plugin imports packages, not bundles",
          "DynamicImport-Package", "a plugin is wired once, before it starts");

  private Instructions() {}

  private static void refuse(Builder builder) {
    REFUSED.forEach(
        (name, why) -> {
          if (builder.getProperty(name) != null) {
            builder.error("%s is not for a plugin: %s", name, why).header(name);
          }
        });
  }

  /** Makes a builder that knows what the module says, and all that its workspace says for it. */
  static Builder builder(Module first) throws Exception {
    Builder builder =
        first.build().project().isPresent()
            ? new Builder(first.build().project().get())
            : new Builder();
    builder.setBase(first.root().toAbsolutePath().toFile());
    if (first.build().project().isEmpty() && first.bndFile().isPresent()) {
      builder.setProperties(first.bndFile().get().toAbsolutePath().toFile());
    }
    return builder;
  }

  /** Returns whether the module says which of its packages go in. */
  static boolean configure(Builder builder, Assembly assembly) {
    refuse(builder);
    VolatileMacros.settle(builder);
    boolean selective = SELECTIVE.stream().anyMatch(name -> !merged(builder, name).isEmpty());
    PluginIdentity identity = assembly.identity();
    builder.setProperty("Bundle-SymbolicName", identity.symbolicName());
    builder.setProperty("Bundle-Version", identity.bundleVersion());
    assembly.activator().ifPresent(name -> builder.setProperty("Bundle-Activator", name));
    builder.setProperty(PluginConstants.HEADER_ID, identity.id());
    builder.setProperty(PluginConstants.HEADER_VERSION, identity.version());
    if (!assembly.libraries().isEmpty()) {
      builder.setProperty(PluginConstants.HEADER_LIBRARIES, clauses(assembly.libraries()));
    }
    builder.setProperty("-reproducible", "true");
    builder.setProperty("-noextraheaders", "true");
    builder.setProperty("-noimportjava", "true");
    builder.setProperty("-sources", "false");
    builder.setProperty("-pom", "false");
    builder.setProperty("-removeheaders.hotbus", "Private-Package,Include-Resource,Test-Cases");
    capabilities(builder, assembly.factories());
    return selective;
  }

  private static String clauses(List<LibraryBuild> libraries) {
    return libraries.stream()
        .map(LibraryBuild::clause)
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String merged(Processor processor, String name) {
    String value = processor.mergeProperties(name);
    return value == null ? "" : value.strip();
  }

  private static void capabilities(Builder builder, List<FactoryDeclaration> factories) {
    List<String> capabilities = new ArrayList<>();
    String own = builder.getProperty("Provide-Capability", "");
    if (!own.isBlank()) {
      capabilities.add(own);
    }
    for (FactoryDeclaration factory : factories) {
      factory.info().flatMap(Instructions::capability).ifPresent(capabilities::add);
    }
    if (!capabilities.isEmpty()) {
      builder.setProperty("Provide-Capability", String.join(",", capabilities));
    }
  }

  private static Optional<String> capability(ControllerInfo info) {
    String version = Builder.cleanupVersion(info.version());
    if (!info.id().matches("[^\\s\"\\\\$]+") || !Version.isVersion(version)) {
      return Optional.empty();
    }
    String name = PluginConstants.CONTROLLER_NAMESPACE;
    return Optional.of(
        name
            + ";"
            + name
            + "=\""
            + info.id()
            + "\";version:Version=\""
            + version
            + "\";effective:=active");
  }

  /** Takes packages in where they are used. */
  static void conditional(Builder builder, Collection<String> packages) {
    if (!packages.isEmpty()) {
      builder.setProperty("-conditionalpackage.hotbus", String.join(",", packages));
    }
  }

  /** Takes packages in. */
  static void include(Builder builder, Collection<String> packages) {
    if (!packages.isEmpty()) {
      builder.setProperty("-privatepackage.hotbus", String.join(",", packages));
    }
  }

  /** Returns the classes that were written for the plugin. */
  static Jar generated(Assembly assembly) {
    Jar jar = new Jar("generated");
    List<String> names = new ArrayList<>();
    assembly.activator().ifPresent(name -> names.add(name.replace('.', '/')));
    for (FactoryDeclaration factory : assembly.factories()) {
      if (factory.controller().isPresent()) {
        names.add(factory.type().qualified().replace('.', '/'));
      }
    }
    assembly
        .classes()
        .forEach(
            (path, bytes) -> {
              String name = path.replaceFirst("(\\$.*)?\\.class$", "");
              if (names.contains(name)) {
                jar.putResource(path, new EmbeddedResource(bytes, 0));
              }
            });
    return jar;
  }
}
