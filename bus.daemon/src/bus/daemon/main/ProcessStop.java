// SPDX-License-Identifier: Apache-2.0
package bus.daemon.main;

import bus.daemon.cli.StopRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends the process with the exit code of its command, also when a signal asked for the end: the JVM
 * then runs shutdown hooks, and would end with a code of its own.
 */
final class ProcessStop {
  private final Duration limit;
  private final StopRequest request = new StopRequest();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  ProcessStop(Duration limit) {
    this.limit = limit;
  }

  /** Makes SIGTERM and SIGINT ask for an orderly end; for a command that waits for that. */
  StopRequest arm() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "hotbus-stop"));
    return request;
  }

  private void onSignal() {
    if (code.isDone()) {
      return; // the command ended by itself, and System.exit runs this
    }
    request.request("the process was asked to end");
    Runtime.getRuntime().halt(awaitCode());
  }

  private int awaitCode() {
    try {
      return code.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      System.err.println("hotbus: the command did not end within " + limit.toSeconds() + " s");
      return 1;
    } catch (InterruptedException | ExecutionException impossible) {
      return 1;
    }
  }

  /** Ends the process. */
  void exit(int exitCode) {
    code.complete(exitCode);
    System.exit(exitCode);
  }
}
