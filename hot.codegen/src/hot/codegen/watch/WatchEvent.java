// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import hot.codegen.Compilation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a watch tells. */
public sealed interface WatchEvent {

  /**
   * Files have changed; what they concern is built next. Not told for the first build, and not for
   * one that was asked for.
   *
   * @param at when the first of these changes was noticed
   * @param waited how long it took to get quiet
   * @param files what happened to each, by path
   */
  record Changed(Instant at, Duration waited, List<FileChange> files) implements WatchEvent {

    /** Copies the list. */
    public Changed {
      files = List.copyOf(files);
    }
  }

  /**
   * A build begins.
   *
   * @param target what is built
   */
  record Building(WatchTarget target) implements WatchEvent {}

  /**
   * A build came about. If {@code compiled} says unchanged, the same bundle was there already.
   *
   * @param target what was built
   * @param compiled the result
   */
  record Built(WatchTarget target, Compilation.Compiled compiled) implements WatchEvent {}

  /**
   * A build did not come about; the former bundle is where it was.
   *
   * @param target what was to be built
   * @param rejected what is wrong
   * @param outdated whether files have changed meanwhile, so that another build follows
   */
  record Failed(WatchTarget target, Compilation.Rejected rejected, boolean outdated)
      implements WatchEvent {}

  /**
   * All that a change concerned was built or has failed.
   *
   * @param at when the change was noticed, or the build asked for
   * @param outdated whether files have changed meanwhile, so that another build follows
   */
  record Done(Instant at, boolean outdated) implements WatchEvent {}
}
