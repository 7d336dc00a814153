// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

/** The part of a page between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}. */
final class Section {

  private Section() {}

  /**
   * Returns a page with the content of one section replaced, all else as it was.
   *
   * @throws IllegalArgumentException if the page does not have each marker once, in order
   */
  static String replace(String page, String name, String body) {
    String begin = "<!-- begin " + name + " -->";
    String end = "<!-- end " + name + " -->";
    int from = only(page, begin) + begin.length();
    int to = only(page, end);
    if (to < from) {
      throw new IllegalArgumentException("expected " + begin + " before " + end);
    }
    return page.substring(0, from) + "\n" + body.strip() + "\n" + page.substring(to);
  }

  private static int only(String page, String marker) {
    int at = page.indexOf(marker);
    if (at < 0 || page.indexOf(marker, at + 1) >= 0) {
      String found = at < 0 ? "none" : "several";
      throw new IllegalArgumentException("expected one line " + marker + ", found " + found);
    }
    return at;
  }
}
