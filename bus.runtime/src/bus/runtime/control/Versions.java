// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.math.BigInteger;

/**
 * The order of versions: number by number, then, as in Semantic Versioning and unlike W42, one with
 * a pre-release suffix ({@code -rc1}) before the one without, suffixes by their text.
 */
final class Versions {

  private Versions() {}

  static int compare(String one, String other) {
    String[] oneParts = split(one);
    String[] otherParts = split(other);
    String[] oneNumbers = oneParts[0].split("\\.", -1);
    String[] otherNumbers = otherParts[0].split("\\.", -1);
    for (int i = 0; i < Math.max(oneNumbers.length, otherNumbers.length); i++) {
      int order = comparePart(part(oneNumbers, i), part(otherNumbers, i));
      if (order != 0) {
        return order;
      }
    }
    if (oneParts[1].isEmpty() || otherParts[1].isEmpty()) {
      return Boolean.compare(oneParts[1].isEmpty(), otherParts[1].isEmpty());
    }
    return oneParts[1].compareTo(otherParts[1]);
  }

  /** Splits off the pre-release suffix; build metadata does not count. */
  private static String[] split(String version) {
    int build = version.indexOf('+');
    String counted = build < 0 ? version : version.substring(0, build);
    int dash = counted.indexOf('-');
    return dash < 0
        ? new String[] {counted, ""}
        : new String[] {counted.substring(0, dash), counted.substring(dash + 1)};
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index] : "0";
  }

  private static int comparePart(String one, String other) {
    boolean oneNumber = one.matches("[0-9]+");
    boolean otherNumber = other.matches("[0-9]+");
    if (oneNumber && otherNumber) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    return oneNumber == otherNumber ? one.compareTo(other) : oneNumber ? -1 : 1;
  }
}
