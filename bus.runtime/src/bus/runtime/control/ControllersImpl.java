// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigSet;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.Controller;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.Controllers;
import bus.api.controller.FactorySnapshot;
import bus.api.controller.PlannedChange;
import bus.api.directive.Registration;
import bus.runtime.control.FactoryEntry.Source;
import java.util.List;
import java.util.function.Consumer;

/** The controllers of a bus as others see them. */
final class ControllersImpl implements Controllers {

  private final Environment env;
  private final FactoryRegistry factories;
  private final ConfigSets sets;

  ControllersImpl(Environment env, FactoryRegistry factories, ConfigSets sets) {
    this.env = env;
    this.factories = factories;
    this.sets = sets;
  }

  @Override
  public ControllerHandle add(ControllerInfo info, Controller controller) {
    return started(ControllerRun.of(env, info, controller));
  }

  @Override
  public <C extends Record, K extends Controller> ControllerHandle add(
      ControllerFactory<C, K> factory, C config) throws Exception {
    return started(ControllerRun.construct(env, Source.NONE, factory, config));
  }

  private ControllerHandle started(ControllerRun run) {
    ControllerHandleImpl handle = new ControllerHandleImpl(run, env.threads());
    handle.start();
    return handle;
  }

  @Override
  public List<ControllerSnapshot> controllers() {
    return env.running().all().stream().map(ControllerRun::snapshot).toList();
  }

  @Override
  public Registration onStatus(Consumer<? super ControllerSnapshot> listener) {
    return env.running().notices().listen(listener);
  }

  @Override
  public List<FactorySnapshot> factories() {
    return factories.snapshot();
  }

  @Override
  public List<AppliedConfigSet> applied() {
    return sets.applied();
  }

  @Override
  public List<PlannedChange> plan(ConfigSet old, ConfigSet next) {
    return sets.plan(old, next);
  }
}
