// SPDX-License-Identifier: Apache-2.0
package sample.counter;

import bus.api.controller.State;
import bus.api.controller.Stateful;
import bus.api.directive.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sample.climate.CountVisits;

/** Counts the visits of each room; its counts survive its replacement. */
final class VisitCounter implements Stateful {

  private static final int SCHEMA = 1;

  private final Object lock = new Object();
  private final Map<String, Long> visits = new TreeMap<>();
  private boolean paused;

  @Override
  public List<Handler> handlers() {
    return List.of(Handler.answering(CountVisits.class, this::count));
  }

  private Long count(CountVisits request) throws InterruptedException {
    synchronized (lock) {
      while (paused) {
        lock.wait();
      }
      return visits.merge(request.room(), 1L, Long::sum);
    }
  }

  @Override
  public void pause() {
    synchronized (lock) {
      paused = true;
    }
  }

  @Override
  public void resume() {
    synchronized (lock) {
      paused = false;
      lock.notifyAll();
    }
  }

  @Override
  public State saveState() {
    synchronized (lock) {
      return State.of(SCHEMA, Map.of("visits", visits));
    }
  }

  @Override
  public boolean restoreState(State state) {
    if (state.schema() != SCHEMA) {
      return false;
    }
    synchronized (lock) {
      visits.putAll(state.map("visits", Long.class));
    }
    return true;
  }
}
