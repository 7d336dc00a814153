// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Something that an instance shows to the instances of other buses: a value, a failure, or that it
 * is busy.
 *
 * @param origin the object that stands for it on the bus where it came up, compared by identity
 * @param content what it is
 * @param route how it came here
 */
record Fact<T>(Object origin, T content, Route route) {

  static <T> Fact<T> local(T content) {
    return new Fact<>(content, content, Route.LOCAL);
  }

  /** Returns what a bus passes on to another one: nothing twice, nothing that was there already. */
  static <T> List<Fact<T>> passedOn(
      List<Fact<T>> facts, DirectiveEngine bus, DirectiveEngine asking) {
    IdentityHashMap<Object, Integer> places = new IdentityHashMap<>();
    List<Fact<T>> passed = new ArrayList<>(facts.size());
    for (Fact<T> fact : facts) {
      if (fact.route.passes(asking)) {
        continue;
      }
      Integer place = places.putIfAbsent(fact.origin, passed.size());
      if (place == null) {
        passed.add(fact);
      } else if (fact.route.shorterThan(passed.get(place).route)) {
        passed.set(place, fact);
      }
    }
    passed.replaceAll(fact -> new Fact<>(fact.origin, fact.content, fact.route.over(bus)));
    return passed;
  }
}
