// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import hot.deployer.leak.Insides.Shut;

/** Tasks in {@link java.util.Timer}s. */
final class TimerSearch implements Search {

  @Override
  public String places() {
    return "timers";
  }

  @Override
  public void look(Suspect suspect, Findings findings) throws Shut {
    for (Thread thread : LiveThreads.all()) {
      if (thread.getClass().getName().equals("java.util.TimerThread")) {
        look(thread, suspect, findings);
      }
    }
  }

  private static void look(Thread thread, Suspect suspect, Findings findings) throws Shut {
    Object queue = Insides.read(thread, "queue");
    Object tasks = queue == null ? null : Insides.read(queue, "queue");
    if (tasks instanceof Object[] all) {
      for (Object task : all) {
        if (suspect.owns(task)) {
          findings.add(
              Kind.TIMER,
              "the timer of %s has the task %s"
                  .formatted(LiveThreads.name(thread), task.getClass().getName()),
              "cancel the timer when the controller closes");
        }
      }
    }
  }
}
