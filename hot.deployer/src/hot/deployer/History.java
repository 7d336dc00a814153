// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentCounts;
import bus.api.plugin.StepTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last deployments, of earlier processes too, and who listens to them. Thread-safe, but only
 * the deployer's thread adds to it; the lock guards the deployments.
 */
final class History {

  private static final Logger log = LoggerFactory.getLogger(History.class);
  static final int MAX = 100;

  private final HistoryFile file;
  private final Tally tally = new Tally();
  private final Deque<Deployment> deployments = new ArrayDeque<>();
  private final List<Listening> listeners = new CopyOnWriteArrayList<>();

  /** One listener; the same consumer may listen twice. */
  private static final class Listening implements Registration {
    private final List<Listening> all;
    private final Consumer<? super Deployment> listener;

    Listening(List<Listening> all, Consumer<? super Deployment> listener) {
      this.all = all;
      this.listener = listener;
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  /** Makes it with what a file holds. */
  History(HistoryFile file) {
    this.file = file;
    deployments.addAll(file.read());
  }

  /** Returns the number of the last deployment, 0 if there was none. */
  long lastNumber() {
    synchronized (deployments) {
      return deployments.isEmpty() ? 0 : deployments.getLast().number();
    }
  }

  /** The file has gone: all is written with the next deployment. */
  void lost() {
    file.lost();
  }

  DeploymentCounts counts() {
    return tally.counts();
  }

  List<Deployment> deployments() {
    synchronized (deployments) {
      return List.copyOf(deployments);
    }
  }

  Registration listen(Consumer<? super Deployment> listener) {
    Listening listening = new Listening(listeners, listener);
    listeners.add(listening);
    return listening;
  }

  /** Adds steps to a deployment that goes on after it was told. */
  void amend(long number, List<StepTime> more) {
    synchronized (deployments) {
      List<Deployment> all = new ArrayList<>(deployments);
      all.replaceAll(each -> each.number() == number ? amended(each, more) : each);
      deployments.clear();
      deployments.addAll(all);
    }
    file.append(number, more, deployments());
  }

  /** Returns a deployment with further steps. */
  static Deployment amended(Deployment deployment, List<StepTime> more) {
    List<StepTime> steps = new ArrayList<>(deployment.steps());
    steps.addAll(more);
    return new Deployment(deployment.number(), deployment.at(), deployment.changes(), steps);
  }

  /** Keeps a deployment and tells the listeners, one after the other. */
  void add(Deployment deployment) {
    tally.count(deployment);
    synchronized (deployments) {
      deployments.addLast(deployment);
      if (deployments.size() > MAX) {
        deployments.removeFirst();
      }
    }
    file.append(deployment, deployments());
    for (Listening listening : listeners) {
      try {
        listening.listener.accept(deployment);
      } catch (Throwable foreign) { // a boundary to foreign code
        log.warn("deployment listener failed reason={}", Failure.of(foreign).summary());
      }
    }
  }
}
