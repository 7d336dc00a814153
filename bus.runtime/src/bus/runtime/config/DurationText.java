// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations in the short form ({@code 5s}, {@code 1h30m}) or that of ISO-8601; whether a
 * negative one makes sense is for the config record to say.
 */
final class DurationText {

  private static final String UNITS = "(\\d+)(ns|us|ms|s|m|h|d)";
  private static final Pattern SHORT = Pattern.compile("-?(?:" + UNITS + ")+");
  private static final Pattern PART = Pattern.compile(UNITS);

  private static final Map<String, ChronoUnit> UNIT =
      Map.of(
          "ns", ChronoUnit.NANOS,
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @throws RuntimeException if the text is none, or too long to be one
   */
  static Duration parse(String text) {
    if (!SHORT.matcher(text).matches()) {
      return Duration.parse(text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      ChronoUnit unit = UNIT.getOrDefault(part.group(2), ChronoUnit.SECONDS);
      sum = sum.plus(unit.getDuration().multipliedBy(Long.parseLong(part.group(1))));
    }
    return text.startsWith("-") ? sum.negated() : sum;
  }
}
