// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import bus.api.snapshot.Explanation;
import bus.api.snapshot.Reason;
import java.util.List;

/**
 * Why a directive is as it is.
 *
 * @param reasons why, in short
 * @param text the whole, as lines for a person
 * @param explanation the whole, as data
 */
public record Why(List<Reason> reasons, String text, Explanation explanation) {
  /** Copies the list. */
  public Why {
    reasons = List.copyOf(reasons);
  }

  /** Says the same of an explanation. */
  public static Why of(Explanation explanation) {
    return new Why(explanation.reasons(), explanation.text(), explanation);
  }
}
