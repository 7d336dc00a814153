// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigException;
import bus.api.controller.Controller;
import bus.api.controller.ControllerFactory;
import bus.api.directive.Failure;
import bus.runtime.engine.Foreign;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes a controller of a factory from settings as data. */
final class Construction {

  /** The type of the failure of settings that a factory refuses. */
  static final String INVALID_CONFIG = ConfigException.class.getName();

  private Construction() {}

  /** Gives up after the limit for becoming ready; what comes later is stopped. */
  static Foreign.Answer<ControllerRun> construct(
      Environment env, FactoryEntry entry, Map<String, @Nullable Object> config) {
    AtomicBoolean decided = new AtomicBoolean();
    AtomicReference<@Nullable ControllerRun> inTime = new AtomicReference<>();
    Foreign.Answer<ControllerRun> answer =
        Bounded.ask(
            env.threads(),
            entry.info().id() + " constructor",
            env.limits().ready(),
            () -> {
              ControllerRun run = construct(env, entry, entry.factory(), config);
              inTime.set(run);
              if (!decided.compareAndSet(false, true)) {
                run.stop();
              }
              return run;
            });
    Failure failure = answer.failure();
    if (failure == null || decided.compareAndSet(false, true)) {
      return answer;
    }
    // Either it failed by itself, or it was ready just when the time was over.
    ControllerRun late = inTime.get();
    return late == null ? answer : new Foreign.Answer<>(late, null);
  }

  private static <C extends Record, K extends Controller> ControllerRun construct(
      Environment env,
      FactoryEntry entry,
      ControllerFactory<C, K> factory,
      Map<String, @Nullable Object> config)
      throws Exception {
    C settings = bind(entry, factory, config);
    return ControllerRun.construct(env, entry.source(), factory, settings);
  }

  /**
   * Says why a factory refuses settings, or null. Calls the code of its config record, within the
   * limit for a step of a hand-over.
   */
  static @Nullable Failure check(
      Environment env, FactoryEntry entry, Map<String, @Nullable Object> config) {
    return Bounded.run(
        env.threads(),
        entry.info().id() + " config",
        env.limits().handOver(),
        () -> bind(entry, entry.factory(), config));
  }

  private static <C extends Record> C bind(
      FactoryEntry entry, ControllerFactory<C, ?> factory, Map<String, @Nullable Object> config) {
    return entry.binder().bind(factory.configType(), config, entry.info().id());
  }

  static boolean invalidConfig(@Nullable Failure failure) {
    return failure != null && failure.type().equals(INVALID_CONFIG);
  }
}
