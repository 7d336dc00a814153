// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.api.Bus;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.directive.Reference;

/** One configuration file that is applied: the set that counts, and how its controllers do. */
final class AppliedFile {
  private final StatusLog log;
  private ConfigFile file;
  private ConfigSet set;
  private Reference<?> reference;

  AppliedFile(ConfigFile file, ConfigSet set, Bus bus) {
    this.file = file;
    this.set = set;
    this.log = new StatusLog(file.name());
    this.reference = bus.add(new ApplyConfigSet(set), log);
  }

  ConfigFile file() {
    return file;
  }

  /** Says whether something changed. The new set is applied before the old one is taken back. */
  boolean replace(ConfigFile newer, ConfigSet wanted, Bus bus) {
    file = newer;
    if (wanted.equals(set)) {
      return false;
    }
    set = wanted;
    Reference<?> old = reference;
    log.hold();
    reference = bus.add(new ApplyConfigSet(wanted), log);
    old.release();
    return true;
  }

  /** Ends what {@link #replace} began: what is not resolved by now is worth telling. */
  void settle() {
    log.settle();
  }

  void release() {
    reference.release();
  }
}
