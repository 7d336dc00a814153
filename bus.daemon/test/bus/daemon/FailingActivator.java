// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not start. */
public final class FailingActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("the moon is down");
  }

  @Override
  public void stop(BundleContext context) {}
}
