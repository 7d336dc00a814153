// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import hot.deployer.leak.Insides.Shut;
import java.util.List;
import java.util.Map;

/** Hooks that the JVM runs when it ends. */
final class ShutdownHookSearch implements Search {

  @Override
  public String places() {
    return "shutdown hooks";
  }

  @Override
  public void look(Suspect suspect, Findings findings) throws Shut {
    Class<?> registry = Insides.type("java.lang.ApplicationShutdownHooks");
    if (Insides.read(registry, null, "hooks") instanceof Map<?, ?> hooks) {
      for (Object key : List.copyOf(hooks.keySet())) {
        if (key instanceof Thread hook) {
          Object runnable = LiveThreads.runnable(hook);
          if (suspect.owns(hook)
              || suspect.owns(runnable)
              || suspect.ownsLoader(hook.getContextClassLoader())) {
            findings.add(
                Kind.SHUTDOWN_HOOK,
                "the shutdown hook \"%s\" is a %s"
                    .formatted(
                        hook.getName(), (runnable == null ? hook : runnable).getClass().getName()),
                "call Runtime.removeShutdownHook when the controller closes");
          }
        }
      }
    }
  }
}
