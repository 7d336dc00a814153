// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bus looked like at one moment, as text. Each directive is shown as it was at one moment;
 * not all of them at the same one.
 *
 * @param directives the live directives, in order of creation
 * @param handlers the handlers, in order of addition
 */
public record BusSnapshot(List<DirectiveSnapshot> directives, List<HandlerSnapshot> handlers) {

  /** Copies both lists. */
  public BusSnapshot {
    directives = List.copyOf(directives);
    handlers = List.copyOf(handlers);
  }

  /**
   * Shows the same by owner: who handles, asks and answers what.
   *
   * @return the owners, by name
   */
  public List<OwnerSnapshot> owners() {
    Map<String, Things> owners = new TreeMap<>();
    for (HandlerSnapshot handler : handlers) {
      of(owners, handler.owner()).handlers.add(handler.number());
    }
    for (DirectiveSnapshot directive : directives) {
      directive.references().stream()
          .map(DirectiveSnapshot.ReferenceSnapshot::owner)
          .distinct()
          .forEach(owner -> of(owners, owner).asks.add(directive.id()));
      directive.resolvers().stream()
          .map(DirectiveSnapshot.ResolverSnapshot::owner)
          .distinct()
          .forEach(owner -> of(owners, owner).answers.add(directive.id()));
    }
    List<OwnerSnapshot> all = new ArrayList<>();
    owners.forEach(
        (name, things) ->
            all.add(new OwnerSnapshot(name, things.handlers, things.asks, things.answers)));
    return all;
  }

  private static Things of(Map<String, Things> owners, String name) {
    return owners.computeIfAbsent(name, each -> new Things());
  }

  private static final class Things {

    private final List<Long> handlers = new ArrayList<>();
    private final List<Long> asks = new ArrayList<>();
    private final List<Long> answers = new ArrayList<>();
  }
}
