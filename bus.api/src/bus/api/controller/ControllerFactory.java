// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.directive.Handler;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes controllers of one kind from their configurations.
 *
 * <p>For a class marked {@link ControllerType} one is generated. A plugin registers its factories
 * as OSGi services; outside a framework they are given to the runtime. Calls come from several
 * threads, with no lock held.
 *
 * @param <C> the settings: a record whose components are bound from YAML or JSON. It checks itself
 *     in its compact constructor, by throwing {@link IllegalArgumentException}
 * @param <K> the class of the controllers
 */
@ConsumerType
public interface ControllerFactory<C extends Record, K extends Controller> {

  /**
   * Returns the identity that all controllers of this factory share. Its id is the config id.
   *
   * @return always the same
   */
  ControllerInfo info();

  /**
   * Returns the record of the settings.
   *
   * @return the class
   */
  Class<C> configType();

  /**
   * Makes a controller.
   *
   * @param config its settings, valid
   * @param context what it works with
   * @return a new controller
   * @throws Exception if it can not be made; tried again later
   */
  K construct(C config, ControllerContext context) throws Exception;

  /**
   * Returns what answers directives for a controller.
   *
   * @param controller a controller of this factory
   * @return its handlers; {@link Controller#handlers()} by default
   */
  default List<Handler> handlers(K controller) {
    return controller.handlers();
  }
}
