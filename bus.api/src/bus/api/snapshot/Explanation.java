// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a directive is as it is: who was asked, who answered what, and what it waits for, followed
 * through the owners of its resolvers to what they wait for themselves. It is made when it is asked
 * for and holds text only.
 *
 * @param type the class name of the directive
 * @param directive the directive as text
 * @param live what it looks like, or null if nobody asks for it
 * @param handlers the handlers that take its type, in order of addition: those that were, or would
 *     be, asked
 * @param dependencies what those who answer it ask for themselves and have no value for; empty if
 *     this has values
 */
public record Explanation(
    String type,
    String directive,
    @Nullable DirectiveSnapshot live,
    List<HandlerSnapshot> handlers,
    List<Dependency> dependencies) {

  /** Copies both lists. */
  public Explanation {
    handlers = List.copyOf(handlers);
    dependencies = List.copyOf(dependencies);
  }

  /**
   * Something that an owner of a resolver waits for.
   *
   * @param owner who waits
   * @param id the number of the directive that has no value
   * @param directive its text
   * @param explanation why it has none, or null if it is one that this explanation began with: they
   *     wait for each other
   */
  public record Dependency(
      String owner, long id, String directive, @Nullable Explanation explanation) {}

  /**
   * Says why, in short.
   *
   * @return the reasons, never empty: first about the directive itself, then about each handler and
   *     resolver, then about what they depend on
   */
  public List<Reason> reasons() {
    return new Reasons(this).all();
  }

  /**
   * Says it all to a person.
   *
   * @return lines of text
   */
  public String text() {
    return new ExplanationText().of(this);
  }
}
