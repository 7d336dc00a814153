// SPDX-License-Identifier: Apache-2.0
package bus.api.observe;

import org.osgi.annotation.versioning.ProviderType;
import org.osgi.util.promise.Promise;

/**
 * Asks all health checks that are registered as services, those of Hotbus and those of plugins.
 *
 * <p>Thread-safe.
 */
@ProviderType
public interface Health {

  /**
   * Asks all checks now, beside each other. A check that does not answer in time, or that has not
   * answered a former question yet, is reported as such and not waited for.
   *
   * @return is resolved with what they said within a few seconds; never fails
   */
  Promise<HealthReport> check();
}
