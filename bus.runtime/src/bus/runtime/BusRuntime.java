// SPDX-License-Identifier: Apache-2.0
package bus.runtime;

import bus.api.Bus;
import bus.api.codec.Codecs;
import bus.api.config.ConfigReader;
import bus.api.controller.ControllerFactory;
import bus.api.controller.Controllers;
import bus.api.directive.Registration;
import bus.api.plugin.GenerationSwitch;
import bus.runtime.codec.CodecTable;
import bus.runtime.config.YamlConfigReader;
import bus.runtime.control.ControlPlane;
import bus.runtime.control.FactoryEntry;
import bus.runtime.control.Limits;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bus without a framework: for unit tests and for programs that bring their own factories.
 *
 * <pre>{@code
 * try (BusRuntime runtime = BusRuntime.start()) {
 *   runtime.addFactory(new BoilerplateFactory());
 *   runtime.bus().add(new LoadController("demo/boilerplate", Map.of("greeting", "Hello")));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class BusRuntime implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BusRuntime.class);

  private final ControlPlane plane;
  private final ConfigReader reader = new YamlConfigReader();
  private final Codecs codecs = new CodecTable();
  private final AtomicBoolean stopped = new AtomicBoolean();

  private BusRuntime(Limits limits) {
    plane = new ControlPlane(limits);
  }

  /**
   * Starts a bus with the usual time limits.
   *
   * @return the runtime
   */
  public static BusRuntime start() {
    return start(Limits.DEFAULT);
  }

  /**
   * Starts a bus.
   *
   * @param limits its time limits
   * @return the runtime
   */
  public static BusRuntime start(Limits limits) {
    return new BusRuntime(limits);
  }

  /**
   * Returns the bus.
   *
   * @return the bus
   */
  public Bus bus() {
    return plane.bus();
  }

  /**
   * Returns its controllers.
   *
   * @return the controllers
   */
  public Controllers controllers() {
    return plane.controllers();
  }

  /**
   * Returns what reads configuration sets.
   *
   * @return the reader
   */
  public ConfigReader configReader() {
    return reader;
  }

  /**
   * Returns the codecs that are known.
   *
   * @return the codecs
   */
  public Codecs codecs() {
    return codecs;
  }

  /**
   * Returns what moves controllers to new code; for a deployer.
   *
   * @return the switch
   */
  public GenerationSwitch generationSwitch() {
    return plane.generationSwitch();
  }

  /**
   * Offers a factory.
   *
   * @param factory the factory
   * @return takes it back; the controllers it has made have stopped, or the time limit is over,
   *     when that returns
   */
  public Registration addFactory(ControllerFactory<?, ?> factory) {
    FactoryEntry entry = plane.add(factory, FactoryEntry.Source.NONE, false);
    return () -> plane.withdraw(entry);
  }

  ControlPlane plane() {
    return plane;
  }

  /**
   * Stops all controllers, the last first, and closes the bus. Waits for that, within the time
   * limits; does nothing the second time.
   *
   * @return what did not stop in time, empty if all did
   */
  public List<String> stop() {
    return stopped.compareAndSet(false, true) ? plane.stop() : List.of();
  }

  /** Same as {@link #stop}; what did not stop is logged. */
  @Override
  public void close() {
    List<String> left = stop();
    if (!left.isEmpty()) {
      LOG.warn("bus is closed, not all of it has stopped left={}", left);
    }
  }
}
