// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import bus.api.controller.BusStatus;
import java.time.Instant;

/**
 * A daemon, and how it is doing.
 *
 * @param version the version of Hotbus
 * @param pid the number of its process
 * @param since since when the API runs
 * @param exec whether configurations may be executed over the API
 * @param bus how the bus is doing
 * @param plugins how many plugins are loaded
 * @param quarantined how many files are not taken
 * @param leaks how many unloaded generations are known to be still there
 */
public record ApiInfo(
    String version,
    long pid,
    Instant since,
    boolean exec,
    BusStatus bus,
    int plugins,
    int quarantined,
    int leaks) {}
