// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a command that runs until told otherwise to end. Only the first request counts. */
public final class StopRequest {
  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
  private final CountDownLatch requested = new CountDownLatch(1);

  /** Asks the command to end, and says why. */
  public void request(String why) {
    if (reason.compareAndSet(null, why)) {
      requested.countDown();
    }
  }

  /** Waits until the command should end; returns why. */
  public String await() throws InterruptedException {
    requested.await();
    return String.valueOf(reason.get());
  }
}
