// SPDX-License-Identifier: Apache-2.0
package sample.jobs;

/**
 * How a job ended.
 *
 * @param outcome whether it did its work
 * @param text what it made, or what went wrong
 */
public record JobResult(Outcome outcome, String text) {

  /** Whether a job did its work. */
  public enum Outcome {
    /** It did. */
    DONE,
    /** It could not. */
    FAILED,
    /** It took too long and was stopped. */
    TIMED_OUT
  }
}
