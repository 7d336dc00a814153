// SPDX-License-Identifier: Apache-2.0
package sample.jobs;

import bus.api.directive.Directive;
import bus.api.directive.ValueOptions;

/**
 * Asks that a job is run: one {@link JobResult} when it has ended, none for as long as nobody knows
 * its kind.
 *
 * <p>Equal jobs that are asked for at the same time are one run, whose result they share. A job is
 * withdrawn when nobody asks for it any more. While it is asked for, each runner that takes over
 * from another one runs it again, also if there is a result: so a job must bear to be run twice,
 * and who has the result should let go of it, as {@code bus.first} does.
 *
 * @param kind what to do, such as {@code upper}
 * @param payload what to do it with; its form depends on the kind
 */
public record RunJob(String kind, String payload) implements Directive<JobResult> {

  @Override
  public void validate() {
    if (kind.isBlank()) {
      throw new IllegalArgumentException("kind must not be blank");
    }
  }

  @Override
  public ValueOptions valueOptions() {
    return ValueOptions.SINGLE;
  }
}
