// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;

/** A factory that does not know the settings that the others have. */
record Unnamed(String id) implements ControllerFactory<Unnamed.Other, Lenient.Quiet> {

  record Other(int port) {}

  @Override
  public ControllerInfo info() {
    return ControllerInfo.of(id, "2.0.0", "");
  }

  @Override
  public Class<Other> configType() {
    return Other.class;
  }

  @Override
  public Lenient.Quiet construct(Other config, ControllerContext context) {
    return new Lenient.Quiet();
  }
}
