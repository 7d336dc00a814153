// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.controller.State;
import bus.api.controller.Stateful;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.runtime.fixture.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A factory whose controllers do what a test says; what happens to them is written into a log. */
final class Script implements ControllerFactory<Script.Settings, Script.Made> {

  /** A text that must not be {@code bad}. */
  record Settings(String name) {
    Settings {
      if (name.equals("bad")) {
        throw new IllegalArgumentException("bad is not a name");
      }
    }
  }

  /** Something that a test lets a controller do. */
  interface Step {
    void run(Made controller, Scope scope) throws Exception;
  }

  /** Takes state over. */
  interface Restore {
    boolean take(Made controller, State state) throws Exception;
  }

  private ControllerInfo info;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<Made> all = new CopyOnWriteArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private Step onConstruct = (controller, scope) -> {};
  private Step onExecute = (controller, scope) -> scope.await();
  private Step onClose = (controller, scope) -> {};
  private @Nullable Restore onRestore;
  private Step onSave = (controller, scope) -> {};
  private @Nullable Function<Settings, String> answer;

  private Script(String id, String version) {
    info = ControllerInfo.of(id, version, "");
  }

  static Script of(String id, String version) {
    return new Script(id, version);
  }

  Script exclusive() {
    info = new ControllerInfo(info.id(), info.version(), "", true);
    return this;
  }

  Script constructing(Step step) {
    onConstruct = step;
    return this;
  }

  /** Lets the controllers of a name fail for as long as that is said. */
  Script failingAt(String name, AtomicBoolean fails) {
    return executing(
        (made, scope) -> {
          if (made.config.name().equals(name) && fails.get()) {
            throw new IllegalStateException("cannot");
          }
          scope.await();
        });
  }

  Script executing(Step step) {
    onExecute = step;
    return this;
  }

  Script closing(Step step) {
    onClose = step;
    return this;
  }

  /** Lets the controllers answer each {@link Ask} with one value. */
  Script answering(String value) {
    answer = config -> value;
    return this;
  }

  /** Lets the controllers answer each {@link Ask} with the name that they are configured with. */
  Script answeringItsName() {
    answer = Settings::name;
    return this;
  }

  /** Makes the controllers {@link Stateful}. */
  Script restoring(Restore restore) {
    onRestore = restore;
    return this;
  }

  Script saving(Step step) {
    onSave = step;
    return this;
  }

  /** Returns what happened, such as {@code construct 1 a}, {@code execute 1}, {@code close 1}. */
  List<String> log() {
    return List.copyOf(log);
  }

  /** Returns the names of the controllers that are not closed, sorted. */
  List<String> open() {
    return made().stream()
        .filter(made -> !log.contains("close " + made.number))
        .map(made -> made.config.name())
        .sorted()
        .toList();
  }

  List<Made> made() {
    return List.copyOf(all);
  }

  /** Returns how many were between their construction and their close at most, at one time. */
  int mostAlive() {
    return mostRunning.get();
  }

  int alive() {
    return running.get();
  }

  @Override
  public ControllerInfo info() {
    return info;
  }

  @Override
  public Class<Settings> configType() {
    return Settings.class;
  }

  @Override
  public Made construct(Settings config, ControllerContext context) throws Exception {
    Made made = onRestore == null ? new Made(config, context) : new Keeping(config, context);
    log.add("construct " + made.number + " " + config.name());
    onConstruct.run(made, context.scope());
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    return made;
  }

  /** A controller of the script. */
  class Made implements Controller {

    final Settings config;
    final ControllerContext context;
    final int number;
    volatile long count;

    Made(Settings config, ControllerContext context) {
      this.config = config;
      this.context = context;
      // Controllers are constructed side by side, and each needs a number of its own.
      synchronized (all) {
        all.add(this);
        number = all.size();
      }
    }

    void log(String what) {
      log.add(what + " " + number);
    }

    @Override
    public List<Handler> handlers() {
      List<Handler> handlers = new ArrayList<>();
      Function<Settings, String> answering = answer;
      if (answering != null) {
        handlers.add(Handler.of(Ask.class, ask -> Resolver.of(answering.apply(config))));
      }
      return handlers;
    }

    @Override
    public void execute(Scope scope) throws Exception {
      log("execute");
      onExecute.run(this, scope);
    }

    @Override
    public void close() throws Exception {
      log("close");
      try {
        onClose.run(this, context.scope());
      } finally {
        running.decrementAndGet();
      }
    }
  }

  /** A controller of the script that hands its count over. */
  final class Keeping extends Made implements Stateful {

    Keeping(Settings config, ControllerContext context) {
      super(config, context);
    }

    @Override
    public void pause() {
      log("pause");
    }

    @Override
    public void resume() {
      log("resume");
    }

    @Override
    public State saveState() throws Exception {
      log("save");
      onSave.run(this, context.scope());
      return State.of(1, java.util.Map.of("count", count));
    }

    @Override
    public boolean restoreState(State state) throws Exception {
      log("restore");
      Restore restore = onRestore;
      return restore != null && restore.take(this, state);
    }
  }
}
