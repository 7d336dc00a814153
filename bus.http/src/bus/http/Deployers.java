// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.directive.Registration;
import bus.api.plugin.Plugins;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The deployer that there is at the moment, if any. Another one may come before the one before it
 * goes; then the latest counts.
 *
 * <p>Thread-safe.
 */
final class Deployers implements Supplier<Optional<Plugins>> {
  private final ConcurrentMap<Plugins, Registration> following = new ConcurrentHashMap<>();
  private volatile @Nullable Plugins latest;

  @Override
  public Optional<Plugins> get() {
    return Optional.ofNullable(latest);
  }

  /** Takes note of one that comes, and follows it until it goes. */
  void add(Plugins deployer, Function<Plugins, Registration> follow) {
    latest = deployer;
    following.put(deployer, follow.apply(deployer));
  }

  /** Takes note of one that goes. */
  void remove(Plugins deployer) {
    if (latest == deployer) {
      latest = null;
    }
    Registration ending = following.remove(deployer);
    if (ending != null) {
      ending.close();
    }
  }
}
