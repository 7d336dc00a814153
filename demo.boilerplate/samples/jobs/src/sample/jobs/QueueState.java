// SPDX-License-Identifier: Apache-2.0
package sample.jobs;

import java.util.List;

/**
 * What a runner of jobs looks like at one moment.
 *
 * @param waiting the jobs that wait for a worker, the next one first
 * @param running how many jobs are being run
 * @param done how many jobs did their work, ever
 * @param failed how many could not, or took too long, ever
 */
public record QueueState(List<RunJob> waiting, int running, long done, long failed) {

  /** Copies the list. */
  public QueueState {
    waiting = List.copyOf(waiting);
  }
}
