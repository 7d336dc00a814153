// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.AppliedConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.KeyStatus;
import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps in sight which configuration sets are applied. Thread-safe. */
final class LiveSets implements Handler {
  private final Handler answering;
  private final Map<Long, Instance<?>> live = new ConcurrentSkipListMap<>();

  /** Leaves the answers to another handler. */
  LiveSets(Handler answering) {
    this.answering = answering;
  }

  @Override
  public Set<Class<?>> directiveTypes() {
    return Set.of(ApplyConfigSet.class);
  }

  @Override
  public List<? extends Resolver<?>> handle(Instance<?> instance) throws Exception {
    live.put(instance.id(), instance);
    instance.onDisposed(() -> live.remove(instance.id()));
    return answering.handle(instance);
  }

  /** Shows them, in order of addition. */
  List<AppliedConfigSet> all() {
    List<AppliedConfigSet> all = new ArrayList<>();
    for (Instance<?> instance : live.values()) {
      DirectiveState<?> state = instance.state();
      if (!state.disposed()) {
        List<KeyStatus> keys = state.all().stream().map(KeyStatus.class::cast).toList();
        all.add(AppliedConfigSet.of(instance.id(), (ApplyConfigSet) instance.directive(), keys));
      }
    }
    return all;
  }
}
