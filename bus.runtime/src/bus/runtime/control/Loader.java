// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
import bus.api.controller.LoadController;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Answers {@link LoadController}: each open directive becomes a {@link LoadRequest}. Thread-safe.
 */
final class Loader {

  private final Environment env;
  private final FactoryRegistry factories;
  private final Map<String, Set<LoadRequest>> requests = new ConcurrentHashMap<>();

  Loader(Environment env, FactoryRegistry factories) {
    this.env = env;
    this.factories = factories;
    factories.onChange(id -> requestsFor(id).forEach(LoadRequest::factoryChanged));
  }

  Handler handler() {
    return Handler.of(LoadController.class, directive -> resolver(directive));
  }

  private Resolver<ControllerStatus> resolver(LoadController directive) {
    return Resolver.inline(sink -> load(directive, sink));
  }

  private void load(LoadController directive, Sink<ControllerStatus> sink) {
    LoadRequest request = new LoadRequest(env, factories, directive, sink);
    requests.compute(
        directive.id(),
        (id, all) -> {
          Set<LoadRequest> more = all == null ? ConcurrentHashMap.newKeySet() : all;
          more.add(request);
          return more;
        });
    sink.onResolverRemoved(
        () -> {
          requests.computeIfPresent(
              directive.id(),
              (id, all) -> {
                all.remove(request);
                return all.isEmpty() ? null : all;
              });
          request.close();
        });
    request.factoryChanged();
  }

  private List<LoadRequest> requestsFor(String id) {
    return List.copyOf(requests.getOrDefault(id, Set.of()));
  }

  List<LoadRequest> requests() {
    List<LoadRequest> all = new ArrayList<>();
    requests.values().forEach(all::addAll);
    return all;
  }

  /** Waits until what was begun for a config id is done; returns false if that took too long. */
  boolean await(String id, Duration limit) {
    List<LoadRequest> waiting = requestsFor(id);
    CountDownLatch done = new CountDownLatch(waiting.size());
    waiting.forEach(request -> request.submit(done::countDown));
    return Bounded.awaitUninterruptibly(done, limit);
  }
}
