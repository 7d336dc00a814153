// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.StepTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of the history: a deployment, or steps that one had later. Behind a checksum stand fields
 * with tabs between them.
 */
final class HistoryLine {

  private static final Logger log = LoggerFactory.getLogger(HistoryLine.class);
  private static final String DEPLOYMENT = "deployment";
  private static final String STEPS = "steps";

  private HistoryLine() {}

  /** Returns a deployment as a line, with its end. */
  static String of(Deployment deployment) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                DEPLOYMENT,
                Long.toString(deployment.number()),
                deployment.at().toString(),
                Integer.toString(deployment.changes().size())));
    for (Change change : deployment.changes()) {
      fields.addAll(
          List.of(
              change.kind().name(),
              change.plugin(),
              change.fromVersion(),
              change.toVersion(),
              change.file(),
              change.reason()));
    }
    return line(fields, deployment.steps());
  }

  /** Returns further steps of a deployment as a line, with its end. */
  static String of(long number, List<StepTime> steps) {
    return line(new ArrayList<>(List.of(STEPS, Long.toString(number))), steps);
  }

  private static String line(List<String> fields, List<StepTime> steps) {
    for (StepTime step : steps) {
      fields.add(step.step());
      fields.add(Long.toString(step.time().toNanos()));
    }
    String text = String.join("\t", fields.stream().map(HistoryLine::escaped).toList());
    return checksum(text) + " " + text + "\n";
  }

  /**
   * Takes what a line says.
   *
   * @param line a line without its end
   * @param found the deployments of the lines before it, by number
   * @return whether the line is whole; if not, nothing is taken
   */
  static boolean take(String line, Map<Long, Deployment> found) {
    int space = line.indexOf(' ');
    if (space < 0 || !line.substring(0, space).equals(checksum(line.substring(space + 1)))) {
      return false;
    }
    Deque<String> fields = new ArrayDeque<>();
    for (String field : line.substring(space + 1).split("\t", -1)) {
      fields.add(unescaped(field));
    }
    try {
      String kind = fields.remove();
      long number = Long.parseLong(fields.remove());
      if (kind.equals(DEPLOYMENT)) {
        Instant at = Instant.parse(fields.remove());
        List<Change> changes = changes(fields);
        found.put(number, new Deployment(number, at, changes, steps(fields)));
      } else if (kind.equals(STEPS)) {
        List<StepTime> more = steps(fields);
        found.computeIfPresent(number, (same, deployment) -> History.amended(deployment, more));
      }
      return true;
    } catch (RuntimeException otherVersion) { // whole, but of another version of Hotbus
      log.debug("line of the history not understood reason={}", otherVersion.toString());
      return false;
    }
  }

  private static List<Change> changes(Deque<String> fields) {
    List<Change> changes = new ArrayList<>();
    for (int left = Integer.parseInt(fields.remove()); left > 0; left--) {
      changes.add(
          new Change(
              Change.Kind.valueOf(fields.remove()),
              fields.remove(),
              fields.remove(),
              fields.remove(),
              fields.remove(),
              fields.remove()));
    }
    return changes;
  }

  private static List<StepTime> steps(Deque<String> fields) {
    List<StepTime> steps = new ArrayList<>();
    while (!fields.isEmpty()) {
      steps.add(new StepTime(fields.remove(), Duration.ofNanos(Long.parseLong(fields.remove()))));
    }
    return steps;
  }

  private static String escaped(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char code = field.charAt(++i);
        c = code == 't' ? '\t' : code == 'n' ? '\n' : code == 'r' ? '\r' : code;
      }
      text.append(c);
    }
    return text.toString();
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
