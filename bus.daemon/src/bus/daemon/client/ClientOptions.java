// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.daemon.cli.CommandContext;
import bus.http.wire.ApiFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that all commands of the client have. */
public final class ClientOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The state directory of the daemon; .hotbus if not given.")
  private Path state = Path.of(".hotbus");

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  boolean json() {
    return json;
  }

  ApiClient open(CommandContext context) {
    return ApiClient.of(ApiFolder.of(context.resolve(state)));
  }
}
