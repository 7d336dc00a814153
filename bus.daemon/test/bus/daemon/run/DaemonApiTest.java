// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import bus.http.wire.ApiFolder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API in the daemon, in a real framework. */
@Timeout(120)
final class DaemonApiTest {
  @TempDir Path folder;
  private DaemonRun daemon;
  private ApiFolder api;

  @BeforeEach
  void prepare() {
    daemon = new DaemonRun(folder);
    api = ApiFolder.of(folder.resolve(".hotbus"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve(path))
            .header("Authorization", "Bearer " + api.token())
            .timeout(Duration.ofSeconds(20))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void answersWithWhatRunsInTheFramework() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.writeString(plugins.resolve("bad.jar"), "junk");
    Files.writeString(folder.resolve("c.yaml"), "greeter:\n  id: no/such\n");
    CompletableFuture<Integer> code =
        daemon.start("daemon", "-c", "c.yaml", "--plugins", "plugins", "--api-port", "0");
    daemon.awaitLog("api listens address=http://127.0.0.1:");
    daemon.awaitLog("plugin refused");
    assertThat(daemon.log())
        .contains("exec=false token=" + api.tokenFile())
        .doesNotContain(api.token());
    assertThat(get("/info").body()).contains("\"exec\":false").contains("\"quarantined\":1");
    assertThat(get("/config").body()).contains("\"greeter\"").contains("WAITING_FOR_FACTORY");
    assertThat(get("/quarantine").body()).contains("bad.jar").contains("is no complete jar");
    assertThat(get("/plan").statusCode()).isEqualTo(200);
    daemon.stop(code);
    assertThat(api.present()).isFalse();
    assertThat(api.tokenFile()).doesNotExist();
  }

  @Test
  void saysThatItLoadsNoPlugins() throws Exception {
    CompletableFuture<Integer> code = daemon.start("daemon", "--api-port=0", "--api-exec");
    daemon.awaitLog("exec=true token=");
    assertThat(get("/info").body()).contains("\"exec\":true");
    assertThat(get("/plugins").statusCode()).isEqualTo(503);
    daemon.stop(code);
  }

  @Test
  void saysThatThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThat(daemon.run("daemon", "--api-port=" + port)).isEqualTo(1);
      assertThat(daemon.log())
          .isEqualTo(
              "hotbus: port "
                  + port
                  + " on loopback is in use; stop what uses it, or choose another with --api-port"
                  + " (0 for any free one), or do without the API by --no-api"
                  + System.lineSeparator());
    }
  }

  @Test
  void takesAFreePortIfTheUsualOneIsInUseAndNoneWasAskedFor() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(new ApiOptions(null, false).usable(taken.getLocalPort())).isZero();
    }
  }

  @Test
  void offersNothingIfToldSo() throws Exception {
    CompletableFuture<Integer> code = daemon.start("daemon", "--no-api");
    daemon.awaitLog("daemon runs");
    daemon.awaitLog("no shell:");
    assertThat(api.present()).isFalse();
    assertThat(daemon.log()).doesNotContain("api listens");
    daemon.stop(code);
  }

  @Test
  void saysWhichPortsThereAre() {
    assertThat(daemon.run("daemon", "--api-port=65536")).isEqualTo(1);
    assertThat(daemon.log())
        .startsWith("hotbus: --api-port must be a number from 0 to 65535, it is 65536");
  }
}
