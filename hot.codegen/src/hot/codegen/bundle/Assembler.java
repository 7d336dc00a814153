// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Descriptors.PackageRef;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import hot.codegen.host.JarShelf;
import hot.codegen.module.BndReport;
import hot.codegen.module.Module;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a bundle of classes, resources and libraries, by bnd. */
public final class Assembler {

  /** The manifest, and signatures of jars of which nothing is left as it was signed. */
  private static final Pattern MADE_ANEW =
      Pattern.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST|SIG-[^/]*|[^/]+\\.(SF|RSA|DSA|EC))");

  private final JarShelf jars;

  /**
   * Creates an assembler.
   *
   * @param jars opens jars
   */
  public Assembler(JarShelf jars) {
    this.jars = jars;
  }

  /**
   * Assembles a plugin.
   *
   * @param assembly what goes in
   * @param problems where what is wrong goes
   * @return the bundle, empty if it has become a problem
   */
  public Optional<PluginBundle> assemble(Assembly assembly, Problems problems) {
    Overlay overlay = Overlay.of(assembly.modules().libraries(), assembly.host(), jars, problems);
    try {
      Map<String, Resource> resources = ModuleResources.read(assembly.modules(), problems);
      return problems.failed()
          ? Optional.empty()
          : assemble(assembly, overlay, resources, problems);
    } catch (IOException e) {
      problems.error("the plugin could not be assembled: " + e.getMessage());
      return Optional.empty();
    } catch (Exception e) {
      // bnd declares Exception everywhere, and runs plugins that a bnd.bnd may name.
      problems.error(assembly.modules().first().root(), "bnd failed: " + e);
      return Optional.empty();
    }
  }

  private Optional<PluginBundle> assemble(
      Assembly assembly, Overlay overlay, Map<String, Resource> resources, Problems problems)
      throws Exception {
    Services services = new Services(resources, assembly.classes());
    resources.putAll(overlay.whole());
    while (true) {
      try (Builder builder = builder(assembly, overlay, resources, services)) {
        Jar jar = builder.build();
        report(builder, assembly, problems);
        if (problems.failed()) {
          return Optional.empty();
        }
        Set<String> contained = contained(builder);
        if (!services.add(overlay.used(contained)) && !services.addFor(contained, overlay)) {
          return finish(assembly, overlay, builder, jar, problems);
        }
      }
    }
  }

  private static Set<String> contained(Builder builder) {
    return builder.getContained().keySet().stream()
        .map(PackageRef::getFQN)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Builder builder(
      Assembly assembly, Overlay overlay, Map<String, Resource> resources, Services services)
      throws Exception {
    Builder builder = Instructions.builder(assembly.modules().first());
    boolean selective = Instructions.configure(builder, assembly);
    Jar own = new Jar("own");
    resources.forEach(own::putResource);
    assembly
        .classes()
        .forEach((path, bytes) -> own.putResource(path, new EmbeddedResource(bytes, 0)));
    List<Jar> classPath = new ArrayList<>();
    if (selective) {
      // The module itself says which of its packages go in; what was generated always does.
      classPath.add(own);
      builder.setJar(Instructions.generated(assembly));
    } else {
      builder.setJar(own);
    }
    services.contents().forEach((path, content) -> builder.getJar().putResource(path, content));
    classPath.addAll(overlay.jars());
    for (Path jar : assembly.host().classPath()) {
      classPath.add(Files.isDirectory(jar) ? new Jar(jar.toFile()) : jars.open(jar));
    }
    builder.setClasspath(classPath);
    Instructions.conditional(builder, overlay.packages());
    Instructions.include(builder, services.packages(overlay));
    return builder;
  }

  private static void report(Builder builder, Assembly assembly, Problems problems) {
    Module first = assembly.modules().first();
    Path file = first.bndFile().orElse(first.root());
    builder.getErrors().forEach(text -> problems.add(BndReport.error(builder, file, text)));
    builder.getWarnings().forEach(text -> problems.add(BndReport.warning(builder, file, text)));
  }

  private static Optional<PluginBundle> finish(
      Assembly assembly, Overlay overlay, Builder builder, Jar jar, Problems problems)
      throws Exception {
    Manifest manifest = new Manifest(jar.getManifest());
    problems.addAll(new ImportCheck(assembly, overlay, builder).correct(manifest));
    problems.addAll(ExportCheck.warnings(assembly.modules(), manifest));
    List<Overlay.Part> used = overlay.used(contained(builder));
    for (Overlay.Part part : used) {
      NativeCode.check(part.library().jar(), part.jar(), problems);
    }
    Path root = assembly.modules().first().root();
    NativeCode.check(root, jar.getResources().keySet(), problems);
    if (problems.failed()) {
      return Optional.empty();
    }
    Map<String, Resource> content = new TreeMap<>(Licences.of(used));
    content.putAll(Licences.of(assembly.modules()));
    content.putAll(jar.getResources());
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (Map.Entry<String, Resource> entry : content.entrySet()) {
      if (!MADE_ANEW.matcher(entry.getKey()).matches()) {
        entries.put(entry.getKey(), bytes(entry.getValue()));
      }
    }
    JavaLevel.correct(manifest, entries);
    return Optional.of(new PluginBundle(manifest, ServiceCalls.redirect(entries)));
  }

  private static byte[] bytes(Resource resource) throws Exception {
    try (var in = resource.openInputStream()) {
      return in.readAllBytes();
    }
  }
}
