// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
import bus.api.controller.LoadController;
import bus.api.directive.Failure;
import bus.api.directive.Handler;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.plugin.GenerationSwitch.Trouble;
import bus.runtime.engine.Foreign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@link LoadController}: each open directive becomes a {@link LoadRequest}. Thread-safe.
 */
final class Loader {

  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

  private final Environment env;
  private final FactoryRegistry factories;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Set<LoadRequest>> requests = new ConcurrentHashMap<>();
  private final Map<LoadController, Trial> trials = new ConcurrentHashMap<>();
  private final List<Consumer<? super Trouble>> listeners = new CopyOnWriteArrayList<>();

  Loader(Environment env, FactoryRegistry factories) {
    this.env = env;
    this.factories = factories;
    factories.onChange(this::factoriesChanged);
  }

  private void factoriesChanged(String id) {
    requestsFor(id).forEach(LoadRequest::factoryChanged);
    requests().stream().filter(request -> request.guesses(id)).forEach(LoadRequest::factoryChanged);
  }

  Handler handler() {
    return Handler.of(LoadController.class, directive -> resolver(directive));
  }

  private Resolver<ControllerStatus> resolver(LoadController directive) {
    return Resolver.async((scope, sink) -> load(directive, sink));
  }

  /** Returns what is resolved when the request has a status to show. */
  private Promise<Boolean> load(LoadController directive, Sink<ControllerStatus> sink) {
    LoadRequest request =
        new LoadRequest(env, factories, this, numbers.incrementAndGet(), directive, sink);
    requests.compute(
        directive.id(),
        (id, all) -> {
          Set<LoadRequest> more = all == null ? ConcurrentHashMap.newKeySet() : all;
          more.add(request);
          return more;
        });
    sink.onResolverRemoved(request::close);
    Trial trial = trials.remove(directive);
    if (trial != null) {
      request.begin(trial);
    } else {
      request.factoryChanged();
    }
    Deferred<Boolean> answered = env.threads().promises().deferred();
    request.submit(() -> answered.resolve(true));
    return answered.getPromise();
  }

  Registration onTrouble(Consumer<? super Trouble> listener) {
    // An object of its own, since the same listener may listen twice.
    Consumer<Trouble> listening = listener::accept;
    listeners.add(listening);
    return () -> listeners.remove(listening);
  }

  /** A controller fails on probation. */
  void troubled(Trouble trouble) {
    listeners.forEach(
        listener -> {
          Failure failure = Foreign.run(() -> listener.accept(trouble));
          if (failure != null) {
            LOG.warn("listener to trouble failed failure={}", failure.summary());
          }
        });
  }

  /** Lets the next new request for a directive begin with a trial. */
  void expect(Trial trial) {
    trials.put(trial.wanted(), trial);
  }

  /** Takes a trial back; returns false if a request has begun with it. */
  boolean takeBack(Trial trial) {
    return trials.remove(trial.wanted(), trial);
  }

  /** Returns the live request for a directive. */
  @Nullable LoadRequest find(LoadController directive) {
    return requestsFor(directive.id()).stream()
        .filter(request -> request.answers(directive))
        .findFirst()
        .orElse(null);
  }

  /** A closed request has stopped its controller. */
  void ended(LoadRequest request) {
    requests.computeIfPresent(
        request.id(),
        (id, all) -> {
          all.remove(request);
          return all.isEmpty() ? null : all;
        });
  }

  /** Waits until the controllers of requests that were closed before this one have stopped. */
  void awaitLeaving(LoadRequest request) {
    for (LoadRequest other : requestsFor(request.id())) {
      if (other.leavesBefore(request)) {
        other.awaitEnd(env.limits().stop().multipliedBy(2));
      }
    }
  }

  private List<LoadRequest> requestsFor(String id) {
    return List.copyOf(requests.getOrDefault(id, Set.of()));
  }

  List<LoadRequest> requests() {
    List<LoadRequest> all = new ArrayList<>();
    requests.values().forEach(all::addAll);
    return all;
  }

  /** Waits until the requests, which are closed, have stopped; returns those that have not. */
  List<String> awaitAll() {
    return requests().stream()
        .filter(request -> !request.awaitEnd(env.limits().stop()))
        .map(request -> "request for " + request.id())
        .toList();
  }

  /** More than any step of a request takes, since each is bounded by the limits itself. */
  Duration stepLimit() {
    Limits limits = env.limits();
    return limits
        .ready()
        .multipliedBy(3)
        .plus(limits.stop().multipliedBy(4))
        .plus(limits.handOver().multipliedBy(4))
        .plus(limits.settle());
  }

  /** Waits until what was begun for a config id is done; returns false if that took too long. */
  boolean await(String id, Duration limit) {
    List<LoadRequest> waiting = requestsFor(id);
    CountDownLatch done = new CountDownLatch(waiting.size());
    waiting.forEach(request -> request.submit(done::countDown));
    return Bounded.awaitUninterruptibly(done, limit);
  }
}
