// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a look has found so far, and where it could not look. */
final class Findings {

  private static final int MAX_HOLDERS = 20;

  private final List<Holder> holders = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  void add(Holder.Kind kind, String what, String cure) {
    add(new Holder(kind, what, cure, List.of()));
  }

  void add(Holder holder) {
    if (holders.size() < MAX_HOLDERS) {
      holders.add(holder);
    } else {
      note("there are more holders than " + MAX_HOLDERS);
    }
  }

  void note(String note) {
    notes.add(note);
  }

  List<Holder> holders() {
    return List.copyOf(holders);
  }

  Set<String> notes() {
    return notes;
  }
}
