// SPDX-License-Identifier: Apache-2.0
package sample.runner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import sample.jobs.JobResult.Outcome;
import sample.jobs.QueueState;
import sample.jobs.RunJob;

/** Lets jobs in one after the other, and counts how they ended. Thread-safe. */
final class JobQueue {

  private final Object lock = new Object();
  private final Deque<RunJob> waiting = new ArrayDeque<>();
  private final int workers;
  private int running;
  private long done;
  private long failed;
  private boolean paused;

  JobQueue(int workers) {
    this.workers = workers;
  }

  /** Waits until it is this job's turn. Must be followed by {@link #leave}, unless it throws. */
  void enter(RunJob job) throws InterruptedException {
    synchronized (lock) {
      waiting.add(job);
      lock.notifyAll();
      try {
        while (paused || running == workers || !job.equals(waiting.peek())) {
          lock.wait();
        }
        running++;
      } finally {
        waiting.remove(job);
        lock.notifyAll();
      }
    }
  }

  /** Counts a job that ran; empty if it was given up. While paused, nothing may be counted. */
  void leave(Optional<Outcome> outcome) throws InterruptedException {
    synchronized (lock) {
      try {
        while (paused && outcome.isPresent()) {
          lock.wait();
        }
        outcome.ifPresent(this::count);
      } finally {
        running--;
        lock.notifyAll();
      }
    }
  }

  private void count(Outcome outcome) {
    if (outcome == Outcome.DONE) {
      done++;
    } else {
      failed++;
    }
  }

  /** Takes over what another queue has counted. */
  void count(long doneBefore, long failedBefore) {
    synchronized (lock) {
      done += doneBefore;
      failed += failedBefore;
      lock.notifyAll();
    }
  }

  void pause() {
    synchronized (lock) {
      paused = true;
    }
  }

  void resume() {
    synchronized (lock) {
      paused = false;
      lock.notifyAll();
    }
  }

  QueueState state() {
    synchronized (lock) {
      return new QueueState(List.copyOf(waiting), running, done, failed);
    }
  }

  /** Waits for a change. */
  QueueState awaitOtherThan(QueueState known) throws InterruptedException {
    synchronized (lock) {
      QueueState present = state();
      while (present.equals(known)) {
        lock.wait();
        present = state();
      }
      return present;
    }
  }
}
