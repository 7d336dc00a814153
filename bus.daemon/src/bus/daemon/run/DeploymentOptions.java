// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.daemon.DaemonException;
import bus.daemon.HostOptions;
import bus.daemon.WorkspaceFolders;
import bus.daemon.cli.CommandContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where the daemon loads plugins, and how patiently it replaces them. */
final class DeploymentOptions {
  /** A day, above which nobody means it. */
  private static final long MOST = 86_400_000;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "Load the plugins of this folder, and follow its changes. May be given several times.")
  private List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--bnd-workspace",
      paramLabel = "DIR",
      description =
          "Load what Bndtools builds in those projects of this bnd workspace that have"
              + " Hotbus-Plugin-Id, and follow its changes. May be given several times.")
  private List<Path> workspaces = new ArrayList<>();

  @Option(
      names = "--probation",
      paramLabel = "MILLIS",
      description =
          "How long the former generation of a plugin stays installed, to go back to it if the new"
              + " one fails; 0 for not at all, 5000 if not given.")
  private @Nullable Long probation;

  @Option(
      names = "--drain-limit",
      paramLabel = "MILLIS",
      description =
          "How long a controller that goes may take to finish what is in flight and to stop; 10000"
              + " if not given.")
  private @Nullable Long drainLimit;

  @Option(
      names = "--handover-limit",
      paramLabel = "MILLIS",
      description =
          "How long a controller may take to give its state away, or to take it over; 2000 if not"
              + " given.")
  private @Nullable Long handoverLimit;

  /** Returns the folders to load plugins from; those of workspaces are made if missing. */
  List<Path> folders(CommandContext context) {
    List<Path> folders = new ArrayList<>(plugins.stream().map(context::resolve).toList());
    for (Path workspace : workspaces) {
      folders.addAll(WorkspaceFolders.of(context.resolve(workspace), List.of()));
    }
    return folders;
  }

  /** Returns options with what was given. */
  HostOptions of(HostOptions options) {
    HostOptions some = with(options, "--probation", "hotbus.probation", probation, 0);
    some = with(some, "--drain-limit", "hotbus.drain", drainLimit, 1);
    return with(some, "--handover-limit", "hotbus.handover.time", handoverLimit, 1);
  }

  private static HostOptions with(
      HostOptions options, String option, String property, @Nullable Long millis, long least) {
    if (millis == null) {
      return options;
    }
    if (millis < least || millis > MOST) {
      throw new DaemonException(
          "%s must be a number of milliseconds from %d to %d, it is %d"
              .formatted(option, least, MOST, millis));
    }
    return options.with(property, Long.toString(millis));
  }
}
