// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.api.controller.ControllerStatus;
import bus.api.controller.KeyStatus;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how the controllers of one configuration are doing, in one line for each change. */
final class StatusLog implements ReferenceHandler<KeyStatus> {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.config");
  private final String config;
  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final Map<String, KeyStatus> pending = new ConcurrentHashMap<>();
  private volatile boolean holding;

  StatusLog(String config) {
    this.config = config;
  }

  @Override
  public void added(Value<? extends KeyStatus> value) {
    KeyStatus key = value.value();
    if (holding && !key.winning()) {
      pending.put(key.key(), key); // as a rule it wins when the former set of this file has gone
    } else {
      pending.remove(key.key());
      log(key);
    }
  }

  /** From now on what does not win is told at {@link #settle} only, if it has not won by then. */
  void hold() {
    holding = true;
  }

  /** Ends {@link #hold}. */
  void settle() {
    if (holding) {
      holding = false;
      pending.values().forEach(this::log);
      pending.clear();
    }
  }

  private void log(KeyStatus key) {
    String text = text(key);
    if (text.equals(last.put(key.key(), text))) {
      return;
    }
    if (key.status().failure() != null) {
      LOG.warn("controller key={} id={} config={} {}", key.key(), key.entry().id(), config, text);
    } else {
      LOG.info("controller key={} id={} config={} {}", key.key(), key.entry().id(), config, text);
    }
  }

  private static String text(KeyStatus key) {
    ControllerStatus status = key.status();
    String won = key.winning() ? "" : ", another configuration has this key";
    String waiting =
        status.phase() == ControllerStatus.Phase.WAITING_FOR_FACTORY && status.failure() == null
            ? ", no loaded plugin has a factory for it"
            : "";
    return "status=" + status.summary() + waiting + won;
  }
}
