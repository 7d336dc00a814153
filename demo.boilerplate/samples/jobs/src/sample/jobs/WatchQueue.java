// SPDX-License-Identifier: Apache-2.0
package sample.jobs;

import bus.api.directive.Directive;
import bus.api.directive.ValueOptions;

/** Asks for the queue of the runner of jobs: one {@link QueueState}, replaced when it changes. */
public record WatchQueue() implements Directive<QueueState> {

  @Override
  public ValueOptions valueOptions() {
    return ValueOptions.SINGLE;
  }
}
