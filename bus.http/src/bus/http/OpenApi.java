// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.Route.Parameter;
import bus.http.Route.Shape;
import bus.http.wire.Problem;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** The description of the API in the form of OpenAPI 3.1, made of the routes. */
final class OpenApi {
  static final String PATH = "/openapi.json";
  private static final String JSON = "application/json";
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final Schemas schemas = new Schemas();

  private OpenApi(String version) {
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Hotbus")
        .put("version", version)
        .put("description", "What is on the bus of a daemon, and what it can be asked to do.")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    document.putArray("servers").addObject().put("url", "/");
    document.putArray("security").addObject().putArray("token");
    document.putObject("paths");
  }

  /** Returns the route that answers with the description of all routes, which may come later. */
  static Route route(String version, List<Route> routes) {
    return Route.get(
        PATH,
        "describes this API in the form of OpenAPI 3.1",
        Shape.one(ObjectNode.class),
        call -> of(version, routes));
  }

  /** Describes routes. */
  static ObjectNode of(String version, List<Route> routes) {
    OpenApi api = new OpenApi(version);
    routes.forEach(api::add);
    api.addComponents();
    return api.document;
  }

  private void add(Route route) {
    ObjectNode operation =
        ((ObjectNode) document.get("paths"))
            .withObjectProperty(route.path().text())
            .putObject(route.method().toLowerCase(Locale.ROOT))
            .put("operationId", name(route))
            .put("summary", route.summary());
    for (String variable : route.path().variables()) {
      parameter(operation, "path", variable, "integer", true, "");
    }
    for (Parameter each : route.parameters()) {
      String place = each.place().name().toLowerCase(Locale.ROOT);
      parameter(operation, place, each.name(), each.type(), each.required(), each.meaning());
    }
    if (!route.body().isEmpty()) {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      body.put("description", route.body());
      body.withObject("/content").putObject("*/*").putObject("schema").put("type", "string");
    }
    ObjectNode responses = operation.putObject("responses");
    answer(responses.putObject("200"), route.answer());
    responses.putObject("default").put("$ref", "#/components/responses/Problem");
  }

  private static void parameter(
      ObjectNode operation,
      String place,
      String name,
      String type,
      boolean required,
      String meaning) {
    ObjectNode parameter =
        operation
            .withArray("parameters")
            .addObject()
            .put("name", name)
            .put("in", place)
            .put("required", required);
    if (!meaning.isEmpty()) {
      parameter.put("description", meaning);
    }
    if (type.equals("boolean")) {
      parameter.put("allowEmptyValue", true);
    }
    parameter.putObject("schema").put("type", type);
  }

  private void answer(ObjectNode response, Shape shape) {
    if (shape instanceof Shape.One one) {
      response.put("description", "the answer");
      schema(response, JSON).setAll(schemas.of(one.type()));
    } else if (shape instanceof Shape.Many many) {
      response.put("description", "the answer");
      schema(response, JSON).put("type", "array").set("items", schemas.of(many.type()));
    } else if (shape instanceof Shape.Text text) {
      response.put("description", "the answer as text, or as JSON");
      schema(response, JSON).put("type", "array").set("items", schemas.of(text.type()));
      schema(response, text.mediaType()).put("type", "string");
    } else if (shape instanceof Shape.Events events) {
      response.put("description", "server-sent events; x-events says what each carries as data");
      schema(response, ServerSentEvent.MEDIA_TYPE).put("type", "string");
      ObjectNode types = response.putObject("x-events");
      events.types().forEach((name, type) -> types.set(name, schemas.of(type)));
    }
  }

  private static ObjectNode schema(ObjectNode response, String mediaType) {
    return response.withObject("/content").putObject(mediaType).putObject("schema");
  }

  private void addComponents() {
    ObjectNode components = document.putObject("components");
    ObjectNode problem = components.putObject("responses").putObject("Problem");
    problem.put("description", "what went wrong, in the form of RFC 9457");
    schema(problem, Problem.MEDIA_TYPE).setAll(schemas.of(Problem.class));
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "what is in api/token of the state directory of the daemon");
    components.set("schemas", schemas.all());
  }

  private static String name(Route route) {
    StringBuilder name = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    for (String part : route.path().text().split("[/{}.]+", -1)) {
      if (!part.isEmpty()) {
        name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
      }
    }
    return name.toString();
  }
}
