// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name was meant by an unknown one. */
public final class NearestName {

  private static final int MAX_LENGTH = 64;

  private NearestName() {}

  /** Describes an unknown field in one line, with the nearest known one. */
  static String unknownField(String name, Collection<String> known) {
    String hint = of(name, known).map(nearest -> "; did you mean '" + nearest + "'?").orElse(";");
    String names = known.isEmpty() ? " no field is known" : " known: " + String.join(", ", known);
    return "unknown field " + Found.quoted(name) + hint + names;
  }

  /** Returns the nearest name, or none if no name is near. */
  static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= tolerance(name, candidate))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /**
   * Returns the config id that was probably meant by an unknown one. Leading segments that both
   * have in common, such as {@code demo/}, do not make them alike.
   *
   * @param id the unknown one
   * @param known those that there are
   * @return the nearest, or none if no one is near
   */
  public static Optional<String> ofId(String id, Collection<String> known) {
    return known.stream()
        .filter(candidate -> !candidate.equals(id) && isNear(id, candidate))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(id, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(String id, String candidate) {
    int common = 0;
    for (int i = 0; i < Math.min(id.length(), candidate.length()); i++) {
      if (id.charAt(i) != candidate.charAt(i)) {
        break;
      }
      common = id.charAt(i) == '/' ? i + 1 : common;
    }
    return of(id.substring(common), List.of(candidate.substring(common))).isPresent();
  }

  private static int tolerance(String name, String candidate) {
    return Math.max(1, Math.max(name.length(), candidate.length()) / 3);
  }

  /** Counts the letters to insert, delete, replace or swap with their neighbour. */
  private static int distance(String name, String candidate) {
    String from = name.toLowerCase(Locale.ROOT);
    String to = candidate.toLowerCase(Locale.ROOT);
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
