// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;

import bus.http.wire.Problem;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class GuardTest {
  @TempDir Path folder;
  private ApiFixture fixture;
  private String token;

  @BeforeEach
  void start() throws Exception {
    fixture = new ApiFixture(folder, new StubPlugins());
    token = fixture.folder.token();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String raw(String... headers) throws Exception {
    try (RawSocket socket = new RawSocket(fixture.api.address())) {
      String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      return socket.send("GET /info HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n").readAll();
    }
  }

  private String host() {
    return "Host: 127.0.0.1:" + fixture.api.address().getPort();
  }

  private String bearer() {
    return "Authorization: Bearer " + token;
  }

  @Test
  void wantsTheToken() throws Exception {
    HttpResponse<byte[]> none = fixture.get("/info", request -> {});
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(ApiFixture.problem(none).detail()).contains("the token is in the state directory");
    for (String wrong :
        new String[] {
          "Bearer x", "Bearer " + token + "x", "Bearer", "Basic " + token, token, "Bearer  "
        }) {
      Problem problem =
          ApiFixture.problem(
              fixture.get("/info", request -> request.header("Authorization", wrong)));
      assertThat(problem.status()).as(wrong).isEqualTo(401);
      assertThat(problem.detail()).contains("is not the one of this daemon").doesNotContain(token);
    }
  }

  @Test
  void doesNotTakeTheTokenFromTheUrl() throws Exception {
    assertThat(fixture.get("/info?token=" + token, request -> {}).statusCode()).isEqualTo(401);
    assertThat(fixture.get("/info?access_token=" + token, request -> {}).statusCode())
        .isEqualTo(401);
  }

  @Test
  void tellsNothingOfItsRoutesWithoutTheToken() throws Exception {
    assertThat(fixture.get("/nothing", request -> {}).statusCode()).isEqualTo(401);
  }

  @Test
  void wantsANameOfLoopbackAsHost() throws Exception {
    int port = fixture.api.address().getPort();
    assertThat(raw(host(), bearer())).startsWith("HTTP/1.1 200");
    assertThat(raw("Host: localhost:" + port, bearer())).startsWith("HTTP/1.1 200");
    for (String wrong : new String[] {"evil.example", "evil.example:" + port, "127.0.0.1"}) {
      assertThat(raw("Host: " + wrong, bearer()))
          .startsWith("HTTP/1.1 403")
          .contains("it is '" + wrong + "'");
    }
    assertThat(raw(bearer())).startsWith("HTTP/1.1 400");
    assertThat(raw(host(), "Host: evil.example", bearer())).startsWith("HTTP/1.1 400");
  }

  @Test
  void doesNotTakeAnotherHostFromTheRequestLine() throws Exception {
    try (RawSocket socket = new RawSocket(fixture.api.address())) {
      socket.send("GET http://evil.example/info HTTP/1.1\r\n" + host() + "\r\n");
      assertThat(socket.send(bearer() + "\r\nConnection: close\r\n\r\n").readAll())
          .matches("(?s)HTTP/1.1 40[03].*");
    }
  }

  @Test
  void refusesPagesOfOthers() throws Exception {
    int port = fixture.api.address().getPort();
    assertThat(raw(host(), bearer(), "Origin: http://localhost:" + port))
        .startsWith("HTTP/1.1 200");
    for (String wrong :
        new String[] {"https://evil.example", "null", "http://127.0.0.1:1", "https://localhost"}) {
      assertThat(raw(host(), bearer(), "Origin: " + wrong))
          .startsWith("HTTP/1.1 403")
          .contains("pages of '" + wrong + "' may not use the API");
    }
  }

  @Test
  void makesANewTokenAtEachStart() throws Exception {
    fixture.close();
    assertThat(fixture.folder.present()).isFalse();
    fixture = new ApiFixture(folder, new StubPlugins());
    assertThat(fixture.folder.token()).hasSize(43).isNotEqualTo(token);
  }
}
