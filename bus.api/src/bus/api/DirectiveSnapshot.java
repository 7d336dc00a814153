// SPDX-License-Identifier: Apache-2.0
package bus.api;

import bus.api.directive.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a live directive looked like at one moment, as text: it holds nothing of the code that it
 * shows.
 *
 * @param id the number of the instance
 * @param type the class name of the directive
 * @param directive the directive as text
 * @param idle whether nobody is looking for values
 * @param strongReferences how many keep it alive
 * @param weakReferences how many only listen
 * @param values its values, in order of emission
 * @param resolvers who answers it, in order of attachment
 */
public record DirectiveSnapshot(
    long id,
    String type,
    String directive,
    boolean idle,
    int strongReferences,
    int weakReferences,
    List<ValueSnapshot> values,
    List<ResolverSnapshot> resolvers) {

  /** Copies both lists. */
  public DirectiveSnapshot {
    values = List.copyOf(values);
    resolvers = List.copyOf(resolvers);
  }

  /**
   * A value as text.
   *
   * @param id its number
   * @param value its text, cut if very long
   * @param owner whose resolver emitted it: a controller's id, or a description of the handler
   */
  public record ValueSnapshot(long id, String value, String owner) {}

  /**
   * A resolver of a directive.
   *
   * @param owner whose it is: a controller's id, or a description of the handler
   * @param state what it is doing: not_started, running, ended, failed, stopped
   * @param idle whether it only waits for changes
   * @param failure what its last run ended with, or null
   */
  public record ResolverSnapshot(
      String owner, String state, boolean idle, @Nullable Failure failure) {}
}
