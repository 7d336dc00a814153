// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import bus.http.wire.ApiFolder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The description that a daemon gives of its API, and what it answers. */
@Timeout(120)
final class DescribedAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;
  private JsonNode described = JSON.nullNode();

  private HttpResponse<String> get(String path) throws Exception {
    ApiFolder api = ApiFolder.of(folder.resolve(".hotbus"));
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve(path))
            .header("Authorization", "Bearer " + api.token())
            .timeout(Duration.ofSeconds(20))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void aDaemonAnswersWithTheFieldsThatItDescribes() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.writeString(plugins.resolve("bad.jar"), "junk");
    Files.writeString(folder.resolve("c.yaml"), "greeter:\n  id: no/such\n");
    DaemonRun daemon = new DaemonRun(folder);
    CompletableFuture<Integer> code =
        daemon.start("daemon", "-c", "c.yaml", "--plugins", "plugins", "--api-port", "0");
    daemon.awaitLog("api listens");
    daemon.awaitLog("plugin refused");
    described = JSON.readTree(get("/openapi.json").body());
    assertThat(described.at("/components/schemas/ControllerStatus/properties/nextTry").has("anyOf"))
        .isTrue();
    List<String> asked = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : described.path("paths").properties()) {
      JsonNode content = path.getValue().at("/get/responses/200/content/application~1json/schema");
      if (content.isObject() && !path.getKey().contains("{") && !needsMore(path.getValue())) {
        boolean text = path.getValue().at("/get/responses/200/content").size() > 1;
        HttpResponse<String> answer = get(path.getKey() + (text ? "?json" : ""));
        assertThat(answer.statusCode()).as(path.getKey()).isEqualTo(200);
        assertThat(missing(path.getKey(), content, JSON.readTree(answer.body()))).isEmpty();
        asked.add(path.getKey());
      }
    }
    assertThat(asked).contains("/info", "/bus", "/config", "/quarantine", "/history", "/plan");
    daemon.stop(code);
  }

  private static boolean needsMore(JsonNode path) {
    return path.at("/get/parameters").findValues("required").stream().anyMatch(JsonNode::asBoolean);
  }

  private List<String> missing(String where, JsonNode schema, JsonNode data) {
    List<String> all = new ArrayList<>();
    if (schema.has("$ref")) {
      return missing(where, described.at(schema.path("$ref").asText().substring(1)), data);
    }
    if (schema.has("items")) {
      data.forEach(each -> all.addAll(missing(where + "[]", schema.path("items"), each)));
    }
    for (JsonNode required : schema.path("required")) {
      String name = required.asText();
      if (data.has(name)) {
        JsonNode below = schema.path("properties").path(name);
        all.addAll(missing(where + "." + name, below, data.path(name)));
      } else {
        all.add(where + " has no " + name);
      }
    }
    return all;
  }
}
