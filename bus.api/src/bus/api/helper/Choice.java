// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Chooses one of the present values; one choice serves one {@link Current}, call by call. */
@FunctionalInterface
interface Choice<V> {

  /** Given the present values in order of emission, returns one of them or none. */
  Optional<Value<V>> of(List<Value<V>> present);

  static <V> Choice<V> oldest() {
    return present -> present.stream().findFirst();
  }

  /** Asks about each value once, and stays with a value that was accepted while it is there. */
  static <V> Choice<V> accepting(Predicate<? super V> accept) {
    Map<Long, Boolean> answers = new HashMap<>();
    long[] chosen = {0};
    return present -> {
      answers.keySet().retainAll(present.stream().map(Value::id).toList());
      if (!answers.containsKey(chosen[0])) {
        chosen[0] = 0;
        for (Value<V> value : present) {
          if (answers.computeIfAbsent(value.id(), id -> accept.test(value.value()))) {
            chosen[0] = value.id();
            break;
          }
        }
      }
      return present.stream().filter(value -> value.id() == chosen[0]).findFirst();
    };
  }

  /** Chooses anew at each change; what is not there cannot be chosen. */
  static <V> Choice<V> selecting(Function<List<Value<V>>, Optional<Value<V>>> select) {
    return present -> {
      Optional<Value<V>> selected = select.apply(present);
      selected.ifPresent(
          value -> {
            if (present.stream().noneMatch(each -> each.id() == value.id())) {
              throw new IllegalStateException(
                  "selected a value that is not there: " + value + ", expected one of " + present);
            }
          });
      return selected;
    };
  }
}
