// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;

/** A factory that accepts every name. */
record Lenient(String id, String version)
    implements ControllerFactory<Lenient.AnyName, Lenient.Quiet> {

  record AnyName(String name) {}

  /** A controller that does nothing. */
  static final class Quiet implements Controller {}

  @Override
  public ControllerInfo info() {
    return ControllerInfo.of(id, version, "");
  }

  @Override
  public Class<AnyName> configType() {
    return AnyName.class;
  }

  @Override
  public Quiet construct(AnyName config, ControllerContext context) {
    return new Quiet();
  }
}
