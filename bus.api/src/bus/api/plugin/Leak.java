// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Instant;
import java.util.List;

/**
 * A generation that was unloaded and whose class loader is still there, with what holds it. Texts
 * only, so it holds no code itself.
 *
 * @param plugin the plugin id
 * @param version its version
 * @param generation which generation of the plugin it was
 * @param bundleId the number of its bundle
 * @param at when the holders were looked for
 * @param proven whether it is a leak for certain; if not, the note says why
 * @param holders what holds it, the most telling first; empty if nothing was found
 * @param note what else is known, such as where it was not possible to look; may be empty
 */
public record Leak(
    String plugin,
    String version,
    int generation,
    long bundleId,
    Instant at,
    boolean proven,
    List<Holder> holders,
    String note) {

  /** Copies the list. */
  public Leak {
    holders = List.copyOf(holders);
  }

  /**
   * What holds code that was unloaded.
   *
   * @param kind what sort of thing it is
   * @param what which one, in a clause: {@code thread "poller" runs demo.Poller}
   * @param cure what the author of the plugin can do about it, may be empty
   * @param path the references from a root of the garbage collector to the plugin, if they are
   *     known
   */
  public record Holder(Kind kind, String what, String cure, List<String> path) {

    /** Copies the list. */
    public Holder {
      path = List.copyOf(path);
    }

    /** The sorts of holders. */
    public enum Kind {
      /** A thread that runs, that is of a class of the plugin, or that inherited from it. */
      THREAD,
      /** A task of a timer or of a scheduled executor. */
      TIMER,
      /** A thread-local of a thread that lives on. */
      THREAD_LOCAL,
      /** A hook that the JVM runs when it ends. */
      SHUTDOWN_HOOK,
      /** A driver in {@code java.sql.DriverManager}. */
      JDBC_DRIVER,
      /** A bean in an MBean server. */
      MBEAN,
      /** A handler, provider or default that the JVM has one of. */
      JVM_REGISTRY,
      /** A listener of the framework. */
      LISTENER,
      /** A service of the framework, or somebody who still uses one. */
      SERVICE,
      /** A {@code java.util.ServiceLoader} that has loaded a provider. */
      SERVICE_LOADER,
      /** A cache that lets go by itself, at the next unload or when memory is short. */
      CACHE,
      /** Other bundles are still wired to its packages. */
      WIRE,
      /** A static field, or another reference that was found in a heap dump. */
      REFERENCE
    }
  }
}
