// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.host.HostPlatform;
import hot.codegen.module.MavenRepository;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes plugin bundles of modules: {@code analyse -> generate -> compile -> assemble}.
 *
 * <p>A plugin has the factories of the modules that are listed in the request: a generated one for
 * each class annotated {@link bus.api.controller.ControllerType}, and each public class that
 * implements {@link bus.api.controller.ControllerFactory} and has a public constructor without
 * parameters. Modules on which those depend are part of the plugin too, but their factories are
 * <b>not</b> registered. No class of a module is loaded; annotation processors run only if a
 * library of the modules has them.
 *
 * <p>A module without factories whose packages are exported becomes a library: a bundle without an
 * activator, which brings what several plugins share, such as directives. Plugins name it as a
 * dependency of scope {@code provided}.
 *
 * <p>Everything is a function of the content: the same modules in another directory give the same
 * bytes, with the same JDK.
 *
 * <p>The compiler stays warm from one request to the next: keep it for as long as there is work,
 * and {@linkplain #close close} it then. Thread-safe; requests of several threads are done one
 * after the other.
 */
public final class PluginCompiler implements AutoCloseable {

  private final Tools tools;

  /** Held while something is compiled: the tools are for one thread at a time. */
  private final ReentrantLock work = new ReentrantLock();

  /** Guarded by this. */
  private @Nullable WarmUp warmUp;

  private volatile boolean closed;

  /** Creates a compiler that finds artifacts in the user's local Maven repository. */
  public PluginCompiler() {
    this(MavenRepository.ofUser());
  }

  /**
   * Creates a compiler.
   *
   * @param repository where artifacts are found
   */
  public PluginCompiler(MavenRepository repository) {
    tools = Tools.with(repository);
  }

  /**
   * Compiles a plugin and puts it in its place; only then predecessors of the same plugin, written
   * to the same pattern with {@code {buildHash}}, are removed. Blocks, for as long as that takes.
   *
   * @param request what to compile
   * @return the plugin, or what is wrong with it; then nothing was written
   */
  public Compilation compile(CompileRequest request) {
    work.lock();
    try {
      return new CompilerRun(request, tools).compile();
    } finally {
      work.unlock();
    }
  }

  /**
   * Analyses modules, generates the sources and stops. If the request has a work directory they are
   * written there; a second run changes nothing there. The output is not touched.
   *
   * @param request what to generate for
   * @return the sources, or what is wrong with the modules; then nothing was written
   */
  public Generation generate(CompileRequest request) {
    work.lock();
    try {
      return new CompilerRun(request, tools).generate();
    } finally {
      work.unlock();
    }
  }

  /**
   * Makes the next compilations faster, on a thread of its own: a small module is compiled in
   * memory a few dozen times, for at most 15 s, while nothing else is compiled. The first time
   * counts, further calls do nothing.
   *
   * @param host where plugins will run
   * @return how many times the module was compiled, when that has ended, as it does on {@link
   *     #close}; never fails
   */
  public synchronized CompletionStage<Integer> warmUp(HostPlatform host) {
    if (closed) {
      return CompletableFuture.completedStage(0);
    }
    WarmUp begun = warmUp;
    if (begun != null) {
      return begun.ended();
    }
    WarmUp made = new WarmUp(host, this::awaitQuiet);
    warmUp = made;
    return made.start();
  }

  /** Waits until nothing is compiled; says whether there will be more to compile. */
  private boolean awaitQuiet() {
    work.lock();
    try {
      return !closed;
    } finally {
      work.unlock();
    }
  }

  private synchronized @Nullable WarmUp ending() {
    closed = true;
    return warmUp;
  }

  /**
   * Ends the warming up and closes the jars that are kept open. Waits for what is compiled.
   *
   * @throws IOException if that fails
   */
  @Override
  public void close() throws IOException {
    WarmUp begun = ending();
    if (begun != null) {
      begun.stop();
    }
    work.lock();
    try {
      tools.close();
    } finally {
      work.unlock();
    }
  }
}
