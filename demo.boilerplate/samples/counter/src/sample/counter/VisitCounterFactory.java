// SPDX-License-Identifier: Apache-2.0
package sample.counter;

import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;

/** Makes visit counters; found by the plugin compiler because it is a factory. */
public final class VisitCounterFactory
    implements ControllerFactory<VisitCounterFactory.Config, VisitCounter> {

  /** A counter needs to be told nothing. */
  public record Config() {}

  @Override
  public ControllerInfo info() {
    return ControllerInfo.of("sample/counter", "1.0.0", "Counts the visits of rooms.");
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public VisitCounter construct(Config config, ControllerContext context) {
    return new VisitCounter();
  }
}
