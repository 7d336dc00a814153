// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy.plugin;

import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;

/** Makes {@link Answerer} controllers. */
final class AnswererFactory implements ControllerFactory<AnswererFactory.Config, Answerer> {

  /** No settings. */
  record Config() {}

  private final String name;
  private final long number;

  AnswererFactory(String name, long number) {
    this.name = name;
    this.number = number;
  }

  @Override
  public ControllerInfo info() {
    return new ControllerInfo("bench/" + name, "1.0.0", "Tells its build.", false);
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Answerer construct(Config config, ControllerContext context) {
    return new Answerer(name, number);
  }
}
