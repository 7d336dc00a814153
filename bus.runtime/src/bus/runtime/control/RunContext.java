// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerInfo;
import bus.api.directive.Scope;
import bus.runtime.engine.EngineBus;

/** What a controller is given when it is made: its own view of the bus, and its run. */
final class RunContext implements ControllerContext {

  private final ControllerRun run;
  private final Bus bus;

  RunContext(ControllerRun run) {
    this.run = run;
    this.bus = new EngineBus(run.env().engine(), run.owner());
  }

  @Override
  public Bus bus() {
    return bus;
  }

  @Override
  public ControllerInfo info() {
    return run.info();
  }

  @Override
  public Scope scope() {
    return run.scope();
  }

  @Override
  public void ready() {
    run.markReady();
  }
}
