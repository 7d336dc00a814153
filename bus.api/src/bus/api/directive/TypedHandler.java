// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.util.List;
import java.util.Set;

/** Offers directives of one type to a function. */
record TypedHandler<V, D extends Directive<V>>(
    Class<D> type, Answer<? super D, ? extends Resolver<V>> resolver) implements Handler {

  @Override
  public Set<Class<?>> directiveTypes() {
    return Set.of(type);
  }

  @Override
  public List<Resolver<V>> handle(Instance<?> instance) throws Exception {
    Resolver<V> answer = resolver.answer(type.cast(instance.directive()));
    return answer == null ? List.of() : List.of(answer);
  }

  @Override
  public String toString() {
    return "Handler[" + type.getName() + "]";
  }
}
