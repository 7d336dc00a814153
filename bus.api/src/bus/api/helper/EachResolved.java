// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Directive;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of a resolver that has a child for each value of another directive. */
final class EachResolved<V, R> extends SourceWatch<V, R> {

  private final Function<? super V, ? extends @Nullable Resolver<R>> resolver;
  private final Map<Long, Registration> children = new HashMap<>();

  EachResolved(
      Directive<V> source,
      Sink<R> sink,
      Function<? super V, ? extends @Nullable Resolver<R>> resolver) {
    super(source, sink);
    this.resolver = resolver;
  }

  @Override
  void answer(List<Value<V>> present) {
    Set<Long> gone = new HashSet<>(children.keySet());
    present.forEach(value -> gone.remove(value.id()));
    for (Long id : gone) {
      Registration child = children.remove(id);
      if (child != null) {
        child.close();
      }
    }
    for (Value<V> value : present) {
      if (!children.containsKey(value.id())) {
        Resolver<R> made = resolver.apply(value.value());
        children.put(value.id(), made == null ? () -> {} : sink.attach(made));
      }
    }
  }
}
