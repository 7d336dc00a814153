// SPDX-License-Identifier: Apache-2.0
package hot.deployer.proof;

import bus.api.plugin.UnloadedPlugin;
import bus.api.plugin.UnloadedPlugin.Proof;
import org.jspecify.annotations.Nullable;

/** What is known of one unloaded generation. Guarded by the lock of {@link UnloadProof}. */
final class Entry {
  UnloadedPlugin plugin;
  final UnloadProof.@Nullable Trace trace;

  /** The number of the last probe that says nothing about this generation. */
  long youngerThan;

  int probesGone;

  Entry(UnloadedPlugin plugin, UnloadProof.@Nullable Trace trace, long youngerThan) {
    this.plugin = plugin;
    this.trace = trace;
    this.youngerThan = youngerThan;
  }

  void become(Proof proof) {
    become(proof, plugin.note());
  }

  void become(Proof proof, String note) {
    UnloadedPlugin p = plugin;
    plugin =
        new UnloadedPlugin(
            p.plugin(), p.version(), p.generation(), p.bundleId(), p.at(), proof, note);
  }

  boolean open() {
    return plugin.proof() == Proof.PENDING || plugin.proof() == Proof.HELD;
  }
}
