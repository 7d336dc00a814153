// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an action for each key that a person presses, on a thread of its own; while an action wants
 * lines they go there.
 *
 * <p>Thread-safe.
 */
final class Keys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.dev");
  private static final long POLL_MILLIS = 500;
  private final Terminal terminal;
  private final Attributes before;
  private final Map<Character, Runnable> actions;
  private final Thread thread;
  private volatile boolean closed;

  private Keys(Terminal terminal, Map<Character, Runnable> actions) {
    this.terminal = terminal;
    this.actions = Map.copyOf(actions);
    this.before = terminal.enterRawMode();
    this.thread = new Thread(this::run, "hotbus-dev-keys");
    thread.setDaemon(true);
  }

  /** Begins to read the terminal of the process. */
  static Keys open(Map<Character, Runnable> actions) {
    try {
      // The signals stay those of the process, and so does its output.
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .dumb(true)
              .nativeSignals(false)
              .signalHandler(Terminal.SignalHandler.SIG_DFL)
              .build();
      Keys keys = new Keys(terminal, actions);
      keys.thread.start();
      return keys;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void run() {
    NonBlockingReader reader = terminal.reader();
    try {
      while (!closed) {
        int key = reader.read(POLL_MILLIS);
        if (key == NonBlockingReader.EOF) {
          return;
        }
        Runnable action = actions.get(Character.toLowerCase((char) key));
        if (key >= 0 && action != null) {
          action.run();
        }
      }
    } catch (IOException ended) {
      LOG.debug("terminal is gone", ended);
    }
  }

  /** What is done with a line that was typed; false ends it. */
  interface Lines {
    boolean line(String text);
  }

  /**
   * Reads lines until they say that it is enough, or the end of the input; to be called by an
   * action.
   */
  void lines(String prompt, Lines lines) {
    Attributes raw = terminal.getAttributes();
    terminal.setAttributes(before);
    try {
      LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
      while (lines.line(reader.readLine(prompt))) {
        LOG.trace("next line");
      }
    } catch (EndOfFileException | UserInterruptException left) {
      LOG.debug("shell was left by a key");
    } finally {
      terminal.setAttributes(raw);
    }
  }

  @Override
  public void close() {
    closed = true;
    terminal.setAttributes(before);
    try {
      terminal.close();
    } catch (IOException failed) {
      LOG.debug("terminal not closed", failed);
    }
  }
}
