// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.api.Bus;
import bus.api.Watch;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.daemon.build.EventLines;
import bus.daemon.build.EventLines.Mood;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One set of controllers that is kept applied and can be exchanged for another one, and the news of
 * its keys. What is told is only what a person can do something about: not that a controller stops
 * and starts in the course of a reload.
 *
 * <p>Exchanged by one thread at a time; the news may come on any.
 */
final class Applied implements AutoCloseable {
  private final Bus bus;
  private final EventLines lines;
  private final boolean defaults;
  private final Map<String, String> told = new ConcurrentHashMap<>();
  private ConfigSet set = ConfigSet.EMPTY;
  private @Nullable Watch<KeyStatus> watch;

  /**
   * Begins with no controllers.
   *
   * @param defaults whether the settings are not the user's
   */
  Applied(Bus bus, EventLines lines, boolean defaults) {
    this.bus = bus;
    this.lines = lines;
    this.defaults = defaults;
  }

  ConfigSet set() {
    return set;
  }

  /** Makes another set the wanted one; what is in both runs on. */
  void exchange(ConfigSet next) {
    if (next.equals(set)) {
      return;
    }
    Watch<KeyStatus> before = watch;
    watch = bus.watch(new ApplyConfigSet(next), state -> heard(state.all()));
    set = next;
    if (before != null) {
      before.close();
    }
    told.keySet().retainAll(next.entries().keySet());
  }

  private void heard(List<KeyStatus> keys) {
    keys.forEach(this::heard);
  }

  private void heard(KeyStatus key) {
    Phase phase = key.status().phase();
    if (phase == Phase.STARTING || phase == Phase.STOPPED) {
      return;
    }
    boolean ready = key.status().ready();
    String text = text(key);
    // Running and finished are the same news: it is well.
    if (!text.equals(told.put(key.key(), text))) {
      lines.line(mood(ready, phase), ready ? "runs" : "waits", text);
    }
  }

  private static Mood mood(boolean ready, Phase phase) {
    if (ready) {
      return Mood.GOOD;
    }
    return phase == Phase.WAITING_FOR_FACTORY ? Mood.PLAIN : Mood.BAD;
  }

  private String text(KeyStatus key) {
    String id = key.entry().id();
    String name = key.key().equals(id) ? id : key.key() + " (" + id + ")";
    if (key.status().ready()) {
      return name;
    }
    if (key.status().phase() == Phase.INVALID_CONFIG && defaults) {
      return name
          + " needs settings: "
          + reason(key)
          + "; write them to a file and name it with --config";
    }
    return switch (key.status().phase()) {
      case WAITING_FOR_FACTORY -> name + ": no plugin has it" + hint(key);
      case INVALID_CONFIG -> name + ": " + reason(key);
      default -> name + ": " + key.status().summary();
    };
  }

  private static String hint(KeyStatus key) {
    return key.status().failure() == null ? " yet" : "; " + reason(key);
  }

  private static String reason(KeyStatus key) {
    return key.status().failure() == null ? "" : key.status().failure().message();
  }

  @Override
  public void close() {
    Watch<KeyStatus> open = watch;
    if (open != null) {
      open.close();
    }
  }
}
