// SPDX-License-Identifier: Apache-2.0
package bus.api.observe;

/** How well something is, the best first. The names are those of the Felix Health Checks. */
public enum HealthStatus {
  /** All is as it should be. */
  OK,
  /** It works, but somebody should look at it. */
  WARN,
  /** It does not work now and will by itself, or is only starting. */
  TEMPORARILY_UNAVAILABLE,
  /** It does not work, and somebody must do something. */
  CRITICAL,
  /** It could not be found out. */
  HEALTH_CHECK_ERROR;

  /**
   * Says whether everything works.
   *
   * @return true for {@link #OK} and {@link #WARN}
   */
  public boolean works() {
    return this == OK || this == WARN;
  }
}
