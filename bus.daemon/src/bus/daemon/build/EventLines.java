// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.daemon.cli.CommandContext;
import hot.codegen.problem.Problem;
import hot.codegen.problem.Problem.Severity;
import hot.codegen.watch.FileChange;
import hot.codegen.watch.WatchEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Tells a person what a watch does, in lines {@code TIME WHAT DETAILS}.
 *
 * <p>Thread-safe: each event is printed at once.
 */
public final class EventLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final int FILES_SHOWN = 3;
  private static final int RED = 31;
  private static final int GREEN = 32;
  private static final int YELLOW = 33;
  private static final int CYAN = 36;

  private final CommandContext context;
  private final Report report;

  /** Creates lines on the standard output of a command. */
  public EventLines(CommandContext context) {
    this.context = context;
    this.report = new Report(context);
  }

  /** How a line is meant. */
  public enum Mood {
    /** As expected. */
    GOOD(GREEN),
    /** For information. */
    PLAIN(CYAN),
    /** Should be looked at. */
    DOUBTFUL(YELLOW),
    /** Did not come about. */
    BAD(RED);

    private final int colour;

    Mood(int colour) {
      this.colour = colour;
    }
  }

  /** Prints one line. */
  public void line(Mood mood, String what, String details) {
    String word = String.format(Locale.ROOT, "%-9s", what);
    if (context.terminal().interactive()) {
      word = "\u001b[" + mood.colour + "m" + word + "\u001b[0m";
    }
    context.out().println(TIME.format(Instant.now()) + " " + word + " " + details);
    context.out().flush();
  }

  /** Says which files have changed. */
  public void changed(WatchEvent.Changed event) {
    List<FileChange> files = event.files();
    StringBuilder text = new StringBuilder();
    files.stream().limit(FILES_SHOWN).forEach(file -> text.append(named(file)).append(", "));
    if (files.size() > FILES_SHOWN) {
      text.append(files.size() - FILES_SHOWN).append(" more, ");
    }
    line(Mood.PLAIN, "changed", text.substring(0, text.length() - 2));
  }

  private String named(FileChange change) {
    String name = report.shown(change.file()).toString();
    return switch (change.kind()) {
      case ADDED -> name + " (new)";
      case MODIFIED -> name;
      case DELETED -> name + " (deleted)";
    };
  }

  /** Says that a bundle was built, and how long each step took. */
  public void built(WatchEvent.Built event) {
    print(event.compiled().warnings());
    String plugin = event.compiled().pluginId() + " " + event.compiled().version();
    String times = Report.times(event.compiled().times());
    if (event.compiled().unchanged()) {
      line(Mood.PLAIN, "unchanged", plugin + ", the bundle is the same; " + times);
    } else {
      line(Mood.GOOD, "built", plugin + " in " + times);
    }
  }

  /**
   * Says what is wrong, with the lines of the sources; or, of a build whose files have changed
   * meanwhile, only that, since the next one says what is wrong with what is there now.
   *
   * @param event the failure
   * @param consequence what that means for what is there, to follow a comma
   */
  public void failed(WatchEvent.Failed event, String consequence) {
    List<Problem> problems = event.rejected().problems();
    long errors = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
    String what = (errors == 1 ? "1 error" : errors + " errors") + " in " + event.target().name();
    if (event.outdated()) {
      line(Mood.PLAIN, "again", what + ", but files have changed meanwhile");
    } else {
      print(problems);
      line(Mood.BAD, "failed", what + ", " + consequence);
    }
  }

  private void print(List<Problem> problems) {
    problems.forEach(problem -> context.out().println(report.shown(problem).text()));
  }

  /** Returns a path as short as it can be said in the working directory. */
  public Path shown(Path path) {
    return report.shown(path);
  }
}
