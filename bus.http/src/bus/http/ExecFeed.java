// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.Bus;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.KeyStatus;
import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.http.wire.ExecEnded;
import bus.http.wire.ExecStarted;
import bus.http.wire.KeyGone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that is applied for as long as its stream is open, and how its keys are doing.
 *
 * <p>It keeps the latest state of each key and what was sent of it, and tells the difference when
 * the client can take it. So a slow client misses what was in between, never what is, and nobody
 * waits for it.
 */
final class ExecFeed implements Feed {
  private final Object lock = new Object();
  private final long id;
  private final Runnable wake;
  private final Reference<KeyStatus> reference;
  private final Registration listening;

  /** What the client knows; only the thread that asks for events touches it. */
  private final Map<String, KeyStatus> sent = new TreeMap<>();

  private boolean started;
  private boolean ended;

  // guarded by the lock
  private List<KeyStatus> latest = List.of();
  private boolean changed;
  private boolean disposed;
  private @Nullable Leaving leaving;

  private ExecFeed(long id, Bus bus, ApplyConfigSet directive, Runnable wake) {
    this.id = id;
    this.wake = wake;
    this.reference = bus.add(directive);
    this.listening = reference.instance().onState(this::onState);
  }

  static ExecFeed open(long id, Bus bus, ApplyConfigSet directive, Runnable wake) {
    return new ExecFeed(id, bus, directive, wake);
  }

  ExecStarted identity() {
    return new ExecStarted(id, reference.instance().id());
  }

  private void onState(DirectiveState<KeyStatus> state) {
    synchronized (lock) {
      latest = state.all();
      changed = true;
      disposed = state.disposed();
    }
    wake.run();
  }

  /**
   * Takes the claims back, and ends the stream when what nobody else wants has stopped.
   *
   * @param how given how the keys are doing
   */
  void end(Function<List<KeyStatus>, Leaving> how) {
    Leaving chosen;
    synchronized (lock) {
      if (leaving != null) {
        return;
      }
      chosen = how.apply(latest);
      leaving = chosen;
    }
    listening.close();
    chosen.leave(reference::release, wake);
  }

  @Override
  public byte @Nullable [] next() {
    StringBuilder events = new StringBuilder();
    if (!started) {
      started = true;
      events.append(ServerSentEvent.of("exec", identity()));
    }
    tellChanges(events);
    tellEnd(events);
    return events.isEmpty() ? null : ServerSentEvent.bytes(events.toString());
  }

  private void tellChanges(StringBuilder events) {
    Map<String, KeyStatus> now = new HashMap<>();
    synchronized (lock) {
      if (!changed) {
        return;
      }
      changed = false;
      latest.forEach(status -> now.put(status.key(), status));
    }
    for (String gone : sent.keySet().stream().filter(key -> !now.containsKey(key)).toList()) {
      sent.remove(gone);
      events.append(ServerSentEvent.of("gone", new KeyGone(gone)));
    }
    new TreeMap<>(now)
        .forEach(
            (key, status) -> {
              if (!status.equals(sent.put(key, status))) {
                events.append(ServerSentEvent.of("status", status));
              }
            });
  }

  private void tellEnd(StringBuilder events) {
    ExecEnded end = ended ? null : end();
    if (end != null) {
      ended = true;
      events.append(ServerSentEvent.of("end", end));
    }
  }

  private @Nullable ExecEnded end() {
    Leaving how;
    synchronized (lock) {
      how = leaving;
      if (how == null) {
        return disposed ? new ExecEnded(List.of(), List.of(), true) : null;
      }
    }
    return how.end();
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    listening.close();
    reference.release();
  }
}
