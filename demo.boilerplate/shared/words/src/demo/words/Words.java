// SPDX-License-Identifier: Apache-2.0
package demo.words;

import java.util.Locale;

/** Makes words look nice. */
public final class Words {

  private Words() {}

  /**
   * Writes a word with a capital first letter.
   *
   * @param word the word
   * @return for instance {@code World}
   */
  public static String capitalised(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
