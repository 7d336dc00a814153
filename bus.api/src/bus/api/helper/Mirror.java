// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Directive;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One run of a resolver that emits what a function makes of each value of another directive. */
final class Mirror<V, R> extends SourceWatch<V, R> {

  private final Function<? super V, Optional<R>> transform;
  private final KeyedValues<Long, R> results;
  private final Map<Long, Optional<R>> known = new HashMap<>();

  Mirror(Directive<V> source, Sink<R> sink, Function<? super V, Optional<R>> transform) {
    super(source, sink);
    this.transform = transform;
    this.results = KeyedValues.on(sink);
  }

  @Override
  void answer(List<Value<V>> present) {
    Map<Long, R> wanted = new LinkedHashMap<>();
    for (Value<V> value : present) {
      Optional<R> result = known.get(value.id());
      if (result == null) {
        result = transform.apply(value.value());
        known.put(value.id(), result);
      }
      result.ifPresent(each -> wanted.put(value.id(), each));
    }
    known.keySet().retainAll(present.stream().map(Value::id).toList());
    results.setAll(wanted);
  }
}
