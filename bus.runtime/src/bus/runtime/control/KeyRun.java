// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.LoadController;
import bus.api.directive.DirectiveState;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A controller that is asked for on behalf of a key. Belongs to a serial work. */
final class KeyRun {

  private final ConfigEntry entry;
  private final LoadController directive;
  private final SerialWork work;
  private final Runnable onChange;
  private final Reference<ControllerStatus> reference;
  private final Registration listening;
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile @Nullable ControllerStatus status;
  private boolean wasReady;

  /** Asks for the controller; the callback is called in the work when its status changes. */
  KeyRun(ConfigEntry entry, LoadController directive, Bus bus, SerialWork work, Runnable onChange) {
    this.entry = entry;
    this.directive = directive;
    this.work = work;
    this.onChange = onChange;
    this.reference = bus.add(directive);
    this.listening = reference.instance().onState(this::changed);
  }

  static LoadController directive(ConfigEntry entry) {
    return new LoadController(entry.id(), entry.config());
  }

  private void changed(DirectiveState<ControllerStatus> state) {
    state.first().ifPresent(latest -> work.submit(() -> changed(latest)));
  }

  private void changed(ControllerStatus latest) {
    status = latest;
    wasReady |= latest.ready();
    if (latest.phase() != Phase.STARTING) {
      decided.countDown();
    }
    onChange.run();
  }

  /** Waits until the controller is ready or is known not to be. Not to be called in the work. */
  void awaitDecided(Duration limit) {
    Bounded.awaitUninterruptibly(decided, limit);
  }

  ConfigEntry entry() {
    return entry;
  }

  LoadController directive() {
    return directive;
  }

  Instance<ControllerStatus> instance() {
    return reference.instance();
  }

  @Nullable ControllerStatus status() {
    return status;
  }

  /** Whether this is what an entry wants, whatever its revision. */
  boolean serves(ConfigEntry wanted) {
    return entry.id().equals(wanted.id()) && entry.config().equals(wanted.config());
  }

  boolean ready() {
    ControllerStatus now = status;
    return now != null && now.ready();
  }

  /** The controller is ready, though its request may not have told that yet. */
  void takesOver() {
    wasReady = true;
  }

  /** Whether it answers: it is ready, or was and is so again soon. */
  boolean inService() {
    ControllerStatus now = status;
    boolean starting = now == null || now.phase() == Phase.STARTING;
    return ready() || (wasReady && starting);
  }

  boolean exclusive() {
    ControllerStatus now = status;
    return now != null && now.info() != null && now.info().exclusive();
  }

  KeyView.CurrentState state() {
    ControllerStatus now = status;
    if (now == null) {
      return inService() ? KeyView.CurrentState.READY : KeyView.CurrentState.UNREADY;
    }
    if (now.phase() == Phase.WAITING_FOR_FACTORY || now.phase() == Phase.INVALID_CONFIG) {
      return KeyView.CurrentState.ABSENT;
    }
    if (!inService()) {
      return KeyView.CurrentState.UNREADY;
    }
    return exclusive() ? KeyView.CurrentState.EXCLUSIVE : KeyView.CurrentState.READY;
  }

  void release() {
    listening.close();
    reference.release();
  }
}
