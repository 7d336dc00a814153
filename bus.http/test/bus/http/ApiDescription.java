// SPDX-License-Identifier: Apache-2.0
package bus.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An OpenAPI document, and what answers must be like by it. */
final class ApiDescription {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonNode document;

  ApiDescription(byte[] json) {
    document = node(json);
  }

  static JsonNode node(byte[] json) {
    try {
      return JSON.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }

  JsonNode document() {
    return document;
  }

  JsonNode operation(String path, String method) {
    return document.path("paths").path(path).path(method);
  }

  JsonNode schemas() {
    return document.path("components").path("schemas");
  }

  /** Says what is wrong with a schema of the document by JSON Schema itself. */
  static List<Error> mistakes(JsonNode schema) {
    return REGISTRY
        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
        .validate(schema);
  }

  /** Says where an answer differs from what is described; also by fields that are not. */
  List<Error> differences(String path, String method, byte[] answer) {
    JsonNode described = operation(path, method).path("responses").path("200").path("content");
    return differences(described.path("application/json").path("schema"), node(answer));
  }

  List<Error> differences(String schema, JsonNode data) {
    return differences(JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema), data);
  }

  List<Error> differences(JsonNode schema, JsonNode data) {
    ObjectNode strict = schema.deepCopy();
    ObjectNode known = schemas().deepCopy();
    for (JsonNode each : known) {
      ((ObjectNode) each).put("additionalProperties", false);
    }
    strict.putObject("components").set("schemas", known);
    Schema made = REGISTRY.getSchema(strict);
    return made.validate(data);
  }
}
