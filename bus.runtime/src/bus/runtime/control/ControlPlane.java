// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.controller.ControllerFactory;
import bus.api.controller.Controllers;
import bus.api.directive.Handler;
import bus.api.plugin.GenerationSwitch;
import bus.runtime.engine.AttachedHandlers;
import bus.runtime.engine.DirectiveEngine;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Threads;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A bus with all that makes controllers run on it, put together. Thread-safe. */
public final class ControlPlane {

  private final Threads threads = new Threads();
  private final DirectiveEngine engine = new DirectiveEngine(threads);
  private final Bus bus = new EngineBus(engine, null);
  private final FactoryRegistry factories = new FactoryRegistry();
  private final Environment env;
  private final Loader loader;
  private final ConfigSets configSets;
  private final ControllersImpl controllers;
  private final GenerationSwitcher switcher;
  private final AttachedHandlers handlers;

  /**
   * Creates and starts it.
   *
   * @param limits its time limits
   */
  public ControlPlane(Limits limits) {
    env = new Environment(engine, limits, Clock.systemUTC(), new ControllerList());
    loader = new Loader(env, factories);
    configSets = new ConfigSets(env, bus, factories, loader);
    controllers = new ControllersImpl(env, factories, configSets);
    switcher = new GenerationSwitcher(factories, loader);
    List<Handler> own = new ArrayList<>(List.of(loader.handler()));
    own.addAll(configSets.handlers());
    handlers = engine.addHandlers(own, "bus.runtime");
  }

  /**
   * Returns the bus, for everybody.
   *
   * @return the bus
   */
  public Bus bus() {
    return bus;
  }

  /** For those who ask what is still busy. */
  Threads threads() {
    return threads;
  }

  /**
   * Returns the controllers.
   *
   * @return the controllers
   */
  public Controllers controllers() {
    return controllers;
  }

  /**
   * Returns what moves controllers to new code.
   *
   * @return the switch
   */
  public GenerationSwitch generationSwitch() {
    return switcher;
  }

  /**
   * Makes a factory known.
   *
   * @param factory the factory
   * @param source where it comes from
   * @param staged whether it is offered to nobody until a switch
   * @return the entry, to {@link #withdraw} it
   */
  public FactoryEntry add(
      ControllerFactory<?, ?> factory, FactoryEntry.Source source, boolean staged) {
    FactoryEntry entry = new FactoryEntry(factory, factory.info(), source);
    if (staged) {
      factories.stage(entry);
    } else {
      factories.offer(entry);
    }
    return entry;
  }

  /**
   * Takes a factory back, and waits, within the limits, until its controllers have stopped or moved
   * to another factory.
   *
   * @param entry the entry
   */
  public void withdraw(FactoryEntry entry) {
    factories.withdraw(entry);
    loader.await(entry.info().id(), env.limits().stop().multipliedBy(2));
    threads.renew();
  }

  /**
   * Stops all controllers, the last first, and closes the bus.
   *
   * @return what did not stop in time
   */
  public List<String> stop() {
    List<String> left = new ArrayList<>();
    env.running().close();
    stopRuns(left);
    handlers.close();
    engine.close();
    left.addAll(loader.awaitAll());
    threads.close();
    return left;
  }

  private void stopRuns(List<String> left) {
    List<ControllerRun> runs = new ArrayList<>(env.running().all());
    Collections.reverse(runs);
    for (ControllerRun run : runs) {
      left.addAll(run.stop());
    }
  }
}
