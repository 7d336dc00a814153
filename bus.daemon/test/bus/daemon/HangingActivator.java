// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers what lets it go, and does not stop before. */
public final class HangingActivator implements BundleActivator {
  private final CountDownLatch release = new CountDownLatch(1);

  @Override
  public void start(BundleContext context) {
    context.registerService(Runnable.class, release::countDown, null);
  }

  @Override
  public void stop(BundleContext context) throws InterruptedException {
    release.await();
  }
}
