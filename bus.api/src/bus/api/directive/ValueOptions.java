// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.time.Duration;

/**
 * How the values of a directive are limited, and how long an instance outlives its last strong
 * reference.
 *
 * @param maxValues the number of values at which no more are looked for; 0 for no limit
 * @param hardLimit whether a value beyond {@code maxValues} is refused; if false it is still
 *     accepted
 * @param unreferencedDelay how long the instance is kept after its last strong reference was
 *     released; not negative
 * @param disposeEmptyAtOnce whether the delay is skipped if the instance has no value when its last
 *     strong reference goes
 */
public record ValueOptions(
    int maxValues, boolean hardLimit, Duration unreferencedDelay, boolean disposeEmptyAtOnce) {

  /** No limit, no delay. */
  public static final ValueOptions DEFAULT = new ValueOptions(0, false, Duration.ZERO, false);

  /**
   * At most one value: a second one is refused while the first is there. If several answer, the
   * first one to emit wins, whoever it is; the others may try again when its value is gone.
   */
  public static final ValueOptions SINGLE = DEFAULT.withHardLimit(1);

  /**
   * Creates options.
   *
   * @throws IllegalArgumentException if {@code maxValues} or {@code unreferencedDelay} is negative
   */
  public ValueOptions {
    if (maxValues < 0) {
      throw new IllegalArgumentException("maxValues must not be negative: " + maxValues);
    }
    if (unreferencedDelay.isNegative()) {
      throw new IllegalArgumentException(
          "unreferencedDelay must not be negative: " + unreferencedDelay);
    }
  }

  /**
   * Returns a copy that stops looking after some values, but accepts more.
   *
   * @param values the limit, 0 for none
   * @return the copy
   */
  public ValueOptions withSoftLimit(int values) {
    return new ValueOptions(values, false, unreferencedDelay, disposeEmptyAtOnce);
  }

  /**
   * Returns a copy that refuses values beyond a limit.
   *
   * @param values the limit, 0 for none
   * @return the copy
   */
  public ValueOptions withHardLimit(int values) {
    return new ValueOptions(values, true, unreferencedDelay, disposeEmptyAtOnce);
  }

  /**
   * Returns a copy that keeps an unreferenced instance for some time, so that a request that comes
   * back soon finds its values.
   *
   * @param delay how long, not negative
   * @return the copy
   */
  public ValueOptions withUnreferencedDelay(Duration delay) {
    return new ValueOptions(maxValues, hardLimit, delay, disposeEmptyAtOnce);
  }

  /**
   * Returns a copy that does not keep an unreferenced instance without values.
   *
   * @return the copy
   */
  public ValueOptions withDisposeEmptyAtOnce() {
    return new ValueOptions(maxValues, hardLimit, unreferencedDelay, true);
  }
}
