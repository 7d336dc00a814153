// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment;
import bus.api.plugin.StepTime;
import hot.deployer.content.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history as a file that outlives the process. Each line is a deployment, or steps that one had
 * later, behind a checksum; a line that is damaged, or cut off by the end of the process, is passed
 * over. Lines are appended, and the file is written anew when it has several times as many as are
 * wanted. What can not be written is told once and costs nothing else.
 *
 * <p>Belongs to the deployer's thread.
 */
final class HistoryFile {

  private static final Logger log = LoggerFactory.getLogger(HistoryFile.class);
  private static final int SLACK = 4;

  private final Path file;
  private final int max;
  private int lines;

  /** Whether the file does not end where a line does, so that nothing can be appended. */
  private boolean torn;

  private boolean told;

  /**
   * Makes it; nothing is read or written yet.
   *
   * @param max how many deployments are wanted
   */
  HistoryFile(Path state, int max) {
    this.file = state.resolve("history.log");
    this.max = max;
  }

  /** Reads the last deployments, oldest first. */
  List<Deployment> read() {
    Map<Long, Deployment> found = new LinkedHashMap<>();
    int damaged = 0;
    String text = text();
    List<String> all = text.lines().toList();
    for (String line : all) {
      damaged += HistoryLine.take(line, found) ? 0 : 1;
    }
    lines = all.size();
    torn = !text.isEmpty() && !text.endsWith("\n");
    if (damaged > 0) {
      log.warn("lines of the history passed over, they are damaged file={} n={}", file, damaged);
    }
    List<Deployment> deployments = List.copyOf(found.values());
    return deployments.subList(Math.max(0, deployments.size() - max), deployments.size());
  }

  private String text() {
    try {
      // What is no UTF-8 does not match its checksum.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException first) {
      return "";
    } catch (IOException unreadable) {
      log.warn("history not read file={} reason={}", file, unreadable.toString());
      return "";
    }
  }

  /** The file has gone: all is written with the next deployment. */
  void lost() {
    torn = true;
  }

  /**
   * Adds a deployment.
   *
   * @param all those that are kept, with it
   */
  void append(Deployment deployment, Collection<Deployment> all) {
    append(HistoryLine.of(deployment), all);
  }

  /**
   * Adds steps to a deployment.
   *
   * @param all those that are kept, with these steps
   */
  void append(long number, List<StepTime> steps, Collection<Deployment> all) {
    append(HistoryLine.of(number, steps), all);
  }

  private void append(String line, Collection<Deployment> all) {
    try {
      if (torn || lines >= SLACK * max) {
        StringBuilder text = new StringBuilder();
        all.forEach(each -> text.append(HistoryLine.of(each)));
        DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8), false);
        lines = all.size();
        torn = false;
      } else {
        torn = true;
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        torn = false;
        lines++;
      }
      told = false;
    } catch (IOException failed) {
      if (!told) {
        log.warn("history not written file={} reason={}", file, failed.toString());
      }
      told = true;
    }
  }
}
