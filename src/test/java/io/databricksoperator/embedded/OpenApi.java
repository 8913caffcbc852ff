package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/**
 * OpenAPI v3 pages, as much as kubectl needs: that writes understand fieldValidation (so kubectl
 * leaves validation to the server), and the schemas of custom kinds (for {@code kubectl explain}).
 */
final class OpenApi {
  private static final String ROOT = "/openapi/v3";

  private OpenApi() {}

  static Optional<JsonNode> page(Kinds kinds, String path) {
    if (path.equals(ROOT)) {
      var page = Json.object();
      var paths = page.putObject("paths");
      kinds.all().stream()
          .map(OpenApi::path)
          .distinct()
          .forEach(p -> paths.putObject(p).put("serverRelativeURL", ROOT + "/" + p));
      return Optional.of(page);
    }
    var served = kinds.all().stream().filter(k -> path.equals(ROOT + "/" + path(k))).toList();
    if (served.isEmpty()) {
      return Optional.empty();
    }
    var page = Json.object().put("openapi", "3.0.0");
    page.putObject("info").put("title", "Kubernetes").put("version", "v1.32.0");
    page.putObject("paths");
    page.putObject("components").putObject("schemas");
    served.forEach(
        k -> describe(k, page.withObject("/paths"), page.withObject("/components/schemas")));
    return Optional.of(page);
  }

  private static String path(Kind kind) {
    return (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion();
  }

  private static void describe(
      Kind kind,
      com.fasterxml.jackson.databind.node.ObjectNode paths,
      com.fasterxml.jackson.databind.node.ObjectNode schemas) {
    var gvk = Json.object().put("group", kind.group()).put("version", kind.version());
    gvk.put("kind", kind.kind());
    var scope = kind.namespaced() ? "/namespaces/{namespace}/" : "/";
    var operations = paths.putObject("/" + path(kind) + scope + kind.plural() + "/{name}");
    for (var method : Arrays.asList("get", "patch")) {
      var operation = operations.putObject(method);
      operation.set("x-kubernetes-group-version-kind", gvk);
      if (method.equals("patch")) {
        operation
            .putArray("parameters")
            .addObject()
            .put("name", "fieldValidation")
            .put("in", "query");
      }
    }
    var schema = kind.schema().root().<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy();
    schema
        .put("type", "object")
        .withObject("/properties")
        .putObject("metadata")
        .put("type", "object");
    schema.putArray("x-kubernetes-group-version-kind").add(gvk);
    var turned = String.join(".", kind.group().split("\\."));
    schemas.set(turned + "." + kind.version() + "." + kind.kind(), schema);
  }
}
