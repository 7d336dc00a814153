// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import hot.deployer.leak.Insides.Shut;
import java.lang.ref.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thread-locals, in threads that live on, whose values are of the plugin. */
final class ThreadLocalSearch implements Search {

  @Override
  public String places() {
    return "thread-locals";
  }

  @Override
  public void look(Suspect suspect, Findings findings) throws Shut {
    for (Thread thread : LiveThreads.all()) {
      for (String field : List.of("threadLocals", "inheritableThreadLocals")) {
        Object map = Insides.read(Thread.class, thread, field);
        if (map != null && Insides.read(map, "table") instanceof Object[] table) {
          look(thread, table, suspect, findings);
        }
      }
    }
  }

  private static void look(
      Thread thread, @Nullable Object[] table, Suspect suspect, Findings findings) throws Shut {
    for (Object entry : table) {
      Object value = entry == null ? null : Insides.read(entry, "value");
      if (value != null && suspect.owns(value) && entry instanceof Reference<?> reference) {
        Object key = reference.get();
        findings.add(
            Kind.THREAD_LOCAL,
            "%s has a thread-local%s with a %s"
                .formatted(
                    LiveThreads.name(thread),
                    key == null ? "" : " of type " + key.getClass().getName(),
                    value.getClass().getName()),
            "call ThreadLocal.remove() on the thread that has set it");
      }
    }
  }
}
