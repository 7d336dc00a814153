// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.observe.LogLevels;
import bus.api.observe.LogLevels.LogLevel;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands of the scope {@code bus}: the log. They return records and print nothing. */
@Component(service = LogCommands.class)
@GogoCommand(scope = "bus", function = "log")
public final class LogCommands {
  private final LogLevels levels;

  /** Creates the commands. */
  @Activate
  public LogCommands(@Reference LogLevels levels) {
    this.levels = levels;
  }

  /** Lists the levels. */
  @Descriptor("lists the loggers that have a level of their own")
  public List<LogLevel> log() {
    return new Rows<>(LogLevel.class, levels.levels());
  }

  /** Changes a level. */
  @Descriptor("gives a logger, and those below it, a level until the process ends")
  public LogLevel log(
      @Descriptor("its name; ROOT for all") String logger,
      @Descriptor("off, error, warn, info, debug, trace; or inherit") String level) {
    return levels.set(logger, level);
  }
}
