// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.analysis.Analyser;
import hot.codegen.analysis.Analysis;
import hot.codegen.analysis.NamedFactory;
import hot.codegen.analysis.TypeName;
import hot.codegen.bundle.Assembler;
import hot.codegen.bundle.Assembly;
import hot.codegen.bundle.LibraryBuild;
import hot.codegen.bundle.OutputPlace;
import hot.codegen.bundle.PluginBundle;
import hot.codegen.bundle.PluginIdentity;
import hot.codegen.generate.GeneratedSource;
import hot.codegen.generate.Generator;
import hot.codegen.generate.SourceFolder;
import hot.codegen.host.HostPlatform;
import hot.codegen.incremental.Compiled;
import hot.codegen.incremental.IncrementalCompiler;
import hot.codegen.incremental.SourceText;
import hot.codegen.java.JavaBuild;
import hot.codegen.java.JavaTool;
import hot.codegen.module.Module;
import hot.codegen.module.ModuleInputs;
import hot.codegen.module.ModuleResolver;
import hot.codegen.module.ModuleSet;
import hot.codegen.problem.Problem.Severity;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request on its way through the steps. Each step ends at the first that is wrong. */
final class CompilerRun {

  private final CompileRequest request;
  private final Tools tools;
  private final Session session;
  private final List<LibraryBuild> provided = new ArrayList<>();
  private HostPlatform host;
  private int release;
  private ModuleInputs inputs = ModuleInputs.none();
  private final Problems problems = new Problems();
  private final Stopwatch watch = new Stopwatch();

  CompilerRun(CompileRequest request, Tools tools) {
    this.request = request;
    this.tools = tools;
    this.host = request.host();
    this.session = tools.sessions().of(request);
    this.release = Math.max(request.release(), CompileRequest.OLDEST_RELEASE);
  }

  /** What is known after analysis and generation. */
  private record Draft(
      ModuleSet modules,
      PluginIdentity identity,
      Analysis analysis,
      TypeName activator,
      List<GeneratedSource> sources,
      List<Path> classPath,
      Compiled own) {

    /** Says whether there is nothing to register. */
    boolean library() {
      return analysis.factories().isEmpty();
    }
  }

  Generation generate() {
    try {
      Optional<Draft> draft = draft();
      if (draft.isPresent() && draft.get().library()) {
        noFactory(draft.get().modules());
      } else if (draft.isPresent()) {
        Draft ready = draft.get();
        boolean written = request.workDirectory().isPresent();
        boolean changed =
            written && SourceFolder.write(request.workDirectory().get(), ready.sources());
        watch.ended("write");
        return new Generation.Generated(
            ready.identity().id(),
            ready.identity().version(),
            ready.sources(),
            written && !changed,
            ready.analysis().factories(),
            problems.all(),
            watch.times());
      }
    } catch (IOException e) {
      failed(e);
    }
    return new Generation.Rejected(problems.all(), watch.times());
  }

  Compilation compile() {
    try {
      Optional<OutputPlace> place = OutputPlace.of(request.output(), problems);
      Optional<Draft> draft = draft();
      if (place.isPresent() && draft.isPresent()) {
        return compile(draft.get(), place.get());
      }
    } catch (IOException e) {
      failed(e);
    }
    return rejected();
  }

  private void noFactory(ModuleSet modules) {
    problems.error(
        ModuleSources.describe(modules)
            + " have no controller factory and no exported package; "
            + Analyser.expectation());
  }

  private Compilation rejected() {
    return new Compilation.Rejected(problems.all(), inputs, watch.times());
  }

  private void failed(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    problems.error(
        "a file could not be read or written: " + e.getClass().getSimpleName() + ": " + message);
  }

  private Optional<Draft> draft() throws IOException {
    Optional<ModuleSet> resolved = resolve();
    if (resolved.isPresent() && !addProvided(resolved.get())) {
      resolved = Optional.empty();
    }
    watch.ended("resolve");
    if (resolved.isEmpty()) {
      return Optional.empty();
    }
    ModuleSet modules = resolved.get();
    PluginIdentity identity =
        PluginIdentity.of(modules.first(), request.pluginId(), request.version(), problems);
    List<SourceText> sources = ModuleSources.read(modules, problems);
    if (problems.failed()) {
      return Optional.empty();
    }
    ClassPath path = ClassPath.of(modules, host, tools.jars());
    Compiled own = session.sources().compile(build(modules, sources, path), watch::ended);
    problems.addAll(own.problems());
    if (problems.failed()) {
      return Optional.empty();
    }
    Analysis analysis = own.analysis();
    TypeName activator = Generator.activator(identity.id(), analysis);
    List<GeneratedSource> generated =
        analysis.factories().isEmpty()
            ? List.of()
            : Generator.generate(analysis, activator, identity.id(), identity.version());
    watch.ended("generate");
    return Optional.of(
        new Draft(modules, identity, analysis, activator, generated, path.jars(), own));
  }

  private IncrementalCompiler.Request build(
      ModuleSet modules, List<SourceText> sources, ClassPath path) {
    return new IncrementalCompiler.Request(
        sources,
        path.jars(),
        path.processors(),
        release,
        ModuleSources.listed(modules),
        named(modules));
  }

  private List<NamedFactory> named(ModuleSet modules) {
    return request.factories().isEmpty()
        ? modules.listed().stream().flatMap(one -> one.build().factories().stream()).toList()
        : request.factories().stream().map(NamedFactory::requested).toList();
  }

  private Optional<ModuleSet> resolve() {
    JavaTool.unavailable(release).ifPresent(problems::add);
    if (!request.host().exports("bus.api.controller")
        || !request.host().exports("org.osgi.framework")) {
      problems.error(
          "the host exports no bus.api.controller or no org.osgi.framework; expected the bundles of"
              + " a Hotbus runtime");
    }
    if (problems.failed()) {
      return Optional.empty();
    }
    ModuleResolver resolver =
        new ModuleResolver(
            request.host(), tools.jars(), tools.repository(), tools.workspaces(), problems);
    Optional<ModuleSet> resolved = resolver.resolve(request.modules(), request.replacements());
    inputs = inputs.plus(resolver.inputs());
    resolved.ifPresent(this::chooseRelease);
    return resolved;
  }

  /** Takes the highest release that a module asks for, unless the request says one. */
  private void chooseRelease(ModuleSet modules) {
    for (Module module : request.release() > 0 ? List.<Module>of() : modules.all()) {
      int wanted = module.build().release().orElse(0);
      release = Math.max(release, wanted);
      JavaTool.unavailable(wanted)
          .ifPresent(problem -> problems.error(module.buildFile(), problem.message()));
    }
  }

  /** Compiles the libraries that other bundles bring; their problems become problems of this. */
  private boolean addProvided(ModuleSet modules) throws IOException {
    List<Path> jarsOfOthers = new ArrayList<>();
    for (Path path : modules.provided()) {
      if (Files.isRegularFile(path)) {
        jarsOfOthers.add(path);
      } else if (tools.libraries().enter(path)) {
        library(path).ifPresent(jarsOfOthers::add);
        tools.libraries().leave(path);
      } else {
        problems.error(path, "depends on itself by -dependencies with scope=provided");
      }
    }
    host = host.plus(jarsOfOthers);
    for (Path jar : jarsOfOthers) {
      provided.add(LibraryBuild.of(jar));
    }
    return !problems.failed();
  }

  private Optional<Path> library(Path module) throws IOException {
    CompileRequest wanted =
        CompileRequest.of(List.of(module), tools.libraries().output(module), request.host());
    if (request.release() > 0) {
      wanted = wanted.withRelease(request.release());
    }
    CompilerRun run = new CompilerRun(wanted, tools);
    Compilation library = run.compile();
    inputs = inputs.plus(library.inputs());
    if (library instanceof Compilation.Compiled compiled) {
      return Optional.of(compiled.bundle());
    }
    problems.addAll(run.problems.all());
    return Optional.empty();
  }

  private Compilation compile(Draft draft, OutputPlace place) throws IOException {
    Optional<Map<String, byte[]>> classes = classes(draft);
    watch.ended("compile");
    if (classes.isEmpty()) {
      return rejected();
    }
    Assembly assembly =
        new Assembly(
            draft.modules(),
            draft.identity(),
            draft.library() ? Optional.empty() : Optional.of(draft.activator().qualified()),
            draft.analysis().factories(),
            classes.get(),
            provided,
            host);
    Optional<PluginBundle> assembled = new Assembler(tools.jars()).assemble(assembly, problems);
    if (assembled.isPresent() && draft.library() && !assembled.get().exportsPackages()) {
      noFactory(draft.modules());
      assembled = Optional.empty();
    }
    if (assembled.isEmpty()) {
      watch.ended("assemble");
      return rejected();
    }
    String hash = assembled.get().buildHash();
    PluginIdentity identity = draft.identity().with(hash);
    Optional<Map<String, byte[]>> again = activatorOf(draft, identity, classes.get());
    watch.ended("assemble");
    if (again.isEmpty()) {
      return rejected();
    }
    PluginBundle bundle = assembled.get().stamped(identity.version(), again.get());
    OutputPlace.Placed placed = place.put(bundle, identity.id());
    problems.addAll(placed.warnings());
    WorkDirectory.writeClasses(request.workDirectory(), classes.get());
    watch.ended("write");
    return new Compilation.Compiled(
        placed.file(),
        identity.id(),
        identity.version(),
        hash,
        placed.unchanged(),
        draft.analysis().factories(),
        draft.own().recompiled(),
        problems.all(),
        draft.modules().replacements(),
        inputs,
        watch.times());
  }

  /** Compiles what was generated against the classes of the modules. */
  private Optional<Map<String, byte[]>> classes(Draft draft) throws IOException {
    if (request.workDirectory().isPresent()) {
      SourceFolder.write(request.workDirectory().get().resolve("sources"), draft.sources());
    }
    Map<String, byte[]> all = new HashMap<>(draft.own().classes());
    return compileGenerated(draft, draft.sources(), Map.of())
        .map(
            generated -> {
              all.putAll(generated);
              return all;
            });
  }

  private Optional<Map<String, byte[]>> compileGenerated(
      Draft draft, List<GeneratedSource> sources, Map<String, byte[]> others) throws IOException {
    if (sources.isEmpty()) {
      return Optional.of(Map.of());
    }
    JavaBuild.Output output =
        session.generated().compile(sources, draft.own(), others, draft.classPath(), release);
    boolean failed = output.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR);
    if (failed) {
      problems.addAll(output.problems());
      return Optional.empty();
    }
    return Optional.of(output.files());
  }

  /** Compiles the activator again if its version has the build hash in it. */
  private Optional<Map<String, byte[]>> activatorOf(
      Draft draft, PluginIdentity identity, Map<String, byte[]> known) throws IOException {
    if (!draft.identity().dependsOnContent() || draft.library()) {
      return Optional.of(Map.of());
    }
    GeneratedSource source =
        Generator.activator(draft.analysis(), draft.activator(), identity.id(), identity.version());
    Map<String, byte[]> others = new HashMap<>(known);
    others.keySet().removeAll(draft.own().classes().keySet());
    others.remove(draft.activator().classFile());
    return compileGenerated(draft, List.of(source), others);
  }
}
