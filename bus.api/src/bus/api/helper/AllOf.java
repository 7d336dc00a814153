// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import org.jspecify.annotations.Nullable;

/** Runs several pieces of foreign code, each of them also if one before it fails. */
final class AllOf {

  private @Nullable Throwable failure;

  void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      if (failure == null) {
        failure = e;
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** Throws the first failure, if there was one; the others are suppressed in it. */
  void done() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
