package io.databricksoperator.embedded;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param request what it asks for
 * @param apiVersion group and version of the path
 * @param query its parameters, decoded
 * @param body as text
 * @param contentType without parameters
 * @param accept the Accept header
 */
record Call(
    ApiRequest request,
    String apiVersion,
    Map<String, String> query,
    String body,
    String contentType,
    String accept) {

  static Call of(HttpExchange exchange) throws IOException {
    var query = query(exchange.getRequestURI().getRawQuery());
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = exchange.getRequestHeaders();
    var path = new ArrayList<>(List.of(exchange.getRequestURI().getPath().substring(1).split("/")));
    var core = path.size() > 2 && path.get(0).equals("api");
    var named = path.size() > 3 && path.get(0).equals("apis");
    if (!core && !named) {
      var request =
          new ApiRequest("get", "", "", "", "", "/" + String.join("/", path), agent(exchange));
      return new Call(request, "", query, body, "", header(headers.getFirst("Accept")));
    }
    path.remove(0);
    var group = named ? path.remove(0) : "";
    var version = path.remove(0);
    var request =
        request(
            exchange,
            group,
            path,
            query.containsKey("watch") && !query.get("watch").equals("false"));
    return new Call(
        request,
        named ? group + "/" + version : version,
        query,
        body,
        header(headers.getFirst("Content-Type")).split(";")[0],
        header(headers.getFirst("Accept")));
  }

  private static ApiRequest request(
      HttpExchange exchange, String group, List<String> path, boolean watch) {
    var namespace = "";
    var inNamespace = path.get(0).equals("namespaces") && path.size() > 2;
    if (inNamespace && !List.of("status", "finalize").contains(path.get(2))) {
      namespace = path.get(1);
      path.subList(0, 2).clear();
    }
    var name = path.size() > 1 ? path.get(1) : "";
    return new ApiRequest(
        verb(exchange.getRequestMethod(), name.isEmpty(), watch),
        group,
        path.get(0),
        path.size() > 2 ? path.get(2) : "",
        namespace,
        name,
        agent(exchange));
  }

  private static String verb(String method, boolean collection, boolean watch) {
    return switch (method) {
      case "GET" -> watch ? "watch" : collection ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> collection ? "deletecollection" : "delete";
      default -> method.toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static Map<String, String> query(String raw) {
    var query = new HashMap<String, String>();
    for (var pair : header(raw).split("&")) {
      var parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        query.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String agent(HttpExchange exchange) {
    return header(exchange.getRequestHeaders().getFirst("User-Agent"));
  }

  private static String header(String value) {
    return Optional.ofNullable(value).orElse("");
  }

  /** Whether the client wants a table of the kind that kubectl prints. */
  boolean wantsTable() {
    return accept.contains("as=Table");
  }

  boolean isDiscovery() {
    return request.resource().isEmpty();
  }

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** What the request writes to, in the words of the store. */
  Target target(Kind kind, String now) {
    var agent = request.userAgent().split("/")[0];
    return new Target(
        kind,
        request.namespace(),
        request.name(),
        request.subresource(),
        query.getOrDefault("fieldManager", agent.isEmpty() ? "unknown" : agent),
        parameter("force").equals("true"),
        !List.of("Ignore", "Warn").contains(parameter("fieldValidation")),
        parameter("dryRun").equals("All"),
        now);
  }
}
