// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.Directive;
import bus.api.directive.ValueOptions;

/**
 * Asks for text. Equal by its name, which decides on the kind; displaces those of lower rank.
 *
 * @param name its key
 * @param kind its options
 * @param rank what it displaces
 */
record Want(String name, Kind kind, int rank) implements Directive<String> {

  @Override
  public Object mergeKey() {
    return name;
  }

  @Override
  public ValueOptions valueOptions() {
    return kind.options;
  }

  @Override
  public boolean supersedes(Directive<?> live) {
    return rank > ((Want) live).rank;
  }
}
