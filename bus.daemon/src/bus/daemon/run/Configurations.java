// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.directive.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configurations that the daemon keeps applied, one directive for each file. */
final class Configurations implements AutoCloseable {
  private final List<Reference<?>> applied = new ArrayList<>();

  /** Reads all files, then applies them. If one is wrong none is applied. */
  void apply(List<ConfigFile> files, ConfigReader reader, Bus bus) {
    Map<ConfigFile, ConfigSet> sets = new LinkedHashMap<>();
    files.forEach(file -> sets.put(file, file.parse(reader)));
    sets.forEach(
        (file, set) -> applied.add(bus.add(new ApplyConfigSet(set), new StatusLog(file.name()))));
  }

  /** Takes the configurations back, the last one first. */
  @Override
  public void close() {
    for (int i = applied.size() - 1; i >= 0; i--) {
      applied.get(i).release();
    }
    applied.clear();
  }
}
