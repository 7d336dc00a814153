// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.util.OptionalInt;

/** Java releases as build files write them. */
final class Releases {

  private Releases() {}

  /** Reads {@code 17} or {@code 1.8}; empty if it is neither. */
  static OptionalInt parse(String text) {
    String number = text.strip().replaceFirst("^1\\.(?=\\d+$)", "");
    return number.matches("\\d{1,3}")
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }
}
