// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Resolver;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A handler of one bus that has directives answered by another one. */
final class Bridge implements Handler {

  final DirectiveEngine source;
  final DirectiveEngine target;
  private final Predicate<? super Directive<?>> filter;

  Bridge(DirectiveEngine source, DirectiveEngine target, Predicate<? super Directive<?>> filter) {
    this.source = source;
    this.target = target;
    this.filter = filter;
  }

  @Override
  public Set<Class<?>> directiveTypes() {
    return Set.of(Directive.class);
  }

  @Override
  public List<? extends Resolver<?>> handle(Instance<?> instance) {
    return filter.test(instance.directive())
        ? List.of(new Forwarder<>(this, (InstanceImpl<?>) instance))
        : List.of();
  }

  @Override
  public String toString() {
    return "bridge";
  }
}
