// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.daemon.cli.StopRequest;

/** Does something when the command is asked to end, unless it ends before. */
final class Following implements AutoCloseable {
  private final Thread waiting;

  Following(StopRequest stop, Runnable end) {
    waiting =
        new Thread(
            () -> {
              try {
                stop.await();
                end.run();
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            },
            "hotbus-client-stop");
    waiting.setDaemon(true);
    waiting.start();
  }

  @Override
  public void close() {
    waiting.interrupt();
  }
}
