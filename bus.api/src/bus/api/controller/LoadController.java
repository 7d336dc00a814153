// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.DataTree;
import bus.api.directive.Directive;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a running controller of a kind, with some settings. Equal requests share one controller;
 * it is stopped when nobody wants it any more. So do two keys of a configuration set that name the
 * same config id and equal settings.
 *
 * <p>The one value is the controller's status, replaced on each change. A config id for which there
 * is no factory is a status, not a failure: the request waits and is answered when a plugin brings
 * one. When a plugin is replaced the request moves to its new code.
 *
 * @param id the config id, not blank
 * @param config the settings, see {@link DataTree}
 */
public record LoadController(String id, Map<String, @Nullable Object> config)
    implements Directive<ControllerStatus> {

  /**
   * Copies the settings.
   *
   * @throws IllegalArgumentException if the settings are not plain data
   */
  public LoadController {
    config = DataTree.copyOfMap(config);
  }

  @Override
  public void validate() {
    if (id.isBlank()) {
      throw new IllegalArgumentException("the config id must not be blank");
    }
  }
}
