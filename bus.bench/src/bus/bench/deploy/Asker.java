// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.controller.ApplyConfigSet;
import bus.api.directive.Reference;
import bus.bench.deploy.api.Ask;

/** One party on the bus that wants the answer of a plugin, all the time. */
final class Asker implements AutoCloseable {
  private final Sightings values = new Sightings();
  private final Continuity continuity;
  private final Reference<?> applied;
  private final Reference<?> asked;
  private final String plugin;

  Asker(Rig rig, String plugin) throws InterruptedException {
    this.plugin = plugin;
    Bus bus = rig.service(Bus.class);
    continuity = new Continuity(plugin, values);
    String config = "answer:\n  id: bench/" + plugin + "\n";
    applied =
        bus.add(new ApplyConfigSet(rig.service(ConfigReader.class).read(config, "bench.yaml")));
    asked = bus.add(new Ask(plugin), continuity);
  }

  /** Waits for the value of a build; returns when it was seen, in nanoseconds. */
  long await(long number) throws InterruptedException {
    return values.await(plugin, number);
  }

  double longestGap() {
    return continuity.longestGap();
  }

  @Override
  public void close() {
    asked.release();
    applied.release();
  }
}
