// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import bus.http.wire.Json;
import bus.shell.RecordText;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A command that asks once and shows the answer. */
abstract class ApiCommand implements HotbusCommand {
  private static final RecordText TEXTS = new RecordText(Clock.systemUTC());
  @Mixin private final ClientOptions options = new ClientOptions();

  /** An answer: as it came, and as people read it. */
  static final class Shown {
    private final byte[] json;
    private final String text;
    private final int code;

    Shown(byte[] json, String text) {
      this(json, text, OK);
    }

    /** Makes one after which the process ends with a code. */
    Shown(byte[] json, String text, int code) {
      this.json = json;
      this.text = text;
      this.code = code;
    }

    static Shown table(byte[] json, Class<?> type) {
      return new Shown(json, TEXTS.table(type, Json.readList(json, type)));
    }

    static Shown text(byte[] json, Object record, int code) {
      return new Shown(json, TEXTS.detail(record), code);
    }

    static Shown detail(byte[] json, Class<?> type) {
      return new Shown(json, TEXTS.detail(Json.read(json, type)));
    }
  }

  /** Asks. */
  abstract Shown ask(ApiClient client) throws InterruptedException;

  @Override
  public final int run(CommandContext context) throws InterruptedException {
    Shown shown = ask(options.open(context));
    context.out().println(options.json() ? Json.pretty(shown.json) : shown.text);
    return shown.code;
  }

  /** Returns records as lines below each other. */
  static String lines(List<String> lines, String none) {
    return lines.isEmpty() ? none : String.join(System.lineSeparator(), lines);
  }
}
