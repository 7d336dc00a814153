// SPDX-License-Identifier: Apache-2.0
package bus.daemon.crash;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts as long as the manifest of its bundle says, and fails if it says so. */
public final class ObedientActivator implements BundleActivator {
  static final String MILLIS = "Test-Start-Millis";
  static final String FAILS = "Test-Fails";

  @Override
  public void start(BundleContext context) {
    String millis = context.getBundle().getHeaders().get(MILLIS);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(millis));
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    if (context.getBundle().getHeaders().get(FAILS) != null) {
      throw new IllegalStateException("told to fail");
    }
  }

  @Override
  public void stop(BundleContext context) {}
}
