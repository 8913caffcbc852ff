package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The pages by which clients find out what is served. */
final class Discovery {
  private static final String VERBS =
      "[create, delete, deletecollection, get, list, patch, update, watch]";

  private final Kinds kinds;

  Discovery(Kinds kinds) {
    this.kinds = kinds;
  }

  Optional<JsonNode> page(String path) {
    return switch (path) {
      case "/version" -> Optional.of(version());
      case "/api" -> Optional.of(coreVersions());
      case "/apis" -> Optional.of(groups());
      case "/livez", "/readyz", "/healthz" -> Optional.of(Json.object());
      default -> path.startsWith("/api") ? page(path.split("/")) : OpenApi.page(kinds, path);
    };
  }

  private Optional<JsonNode> page(String[] path) {
    if (path[1].equals("api")) {
      return resources(path[2]);
    }
    return path.length == 3
        ? groups(path[2]).stream().findFirst().map(JsonNode.class::cast)
        : resources(path[2] + "/" + path[3]);
  }

  private static ObjectNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", "32")
        .put("gitVersion", "v1.32.0")
        .put("platform", "embedded");
  }

  private static ObjectNode coreVersions() {
    var page = Json.object().put("kind", "APIVersions");
    page.putArray("versions").add("v1");
    return page;
  }

  private ObjectNode groups() {
    var page = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    var names = kinds.all().stream().map(Kind::group).filter(g -> !g.isEmpty()).distinct();
    var list = page.putArray("groups");
    names.forEach(g -> list.addAll(groups(g)));
    return page;
  }

  private List<ObjectNode> groups(String name) {
    var versions =
        kinds.all().stream()
            .filter(k -> k.group().equals(name))
            .map(Kind::version)
            .distinct()
            .toList();
    if (versions.isEmpty()) {
      return List.of();
    }
    var group = Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    var list = group.putArray("versions");
    versions.forEach(v -> list.addObject().put("groupVersion", name + "/" + v).put("version", v));
    group.set("preferredVersion", list.get(0));
    return List.of(group);
  }

  private Optional<JsonNode> resources(String apiVersion) {
    var served = kinds.all().stream().filter(k -> k.apiVersion().equals(apiVersion)).toList();
    if (served.isEmpty()) {
      return Optional.empty();
    }
    var page = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    var list = page.put("groupVersion", apiVersion).putArray("resources");
    for (var kind : served) {
      var resource = list.add(resource(kind, "")).get(list.size() - 1);
      ((ObjectNode) resource).set("verbs", Json.parse(VERBS));
      if (kind.statusSubresource()) {
        var status = resource(kind, "/status");
        status.set("verbs", Json.parse("[get, patch, update]"));
        list.add(status);
      }
    }
    return Optional.of(page);
  }

  private static ObjectNode resource(Kind kind, String subresource) {
    var resource = Json.object();
    resource
        .put("name", kind.plural() + subresource)
        .put("singularName", subresource.isEmpty() ? kind.singular() : "")
        .put("namespaced", kind.namespaced())
        .put("kind", kind.kind());
    if (subresource.isEmpty()) {
      kind.shortNames().forEach(resource.putArray("shortNames")::add);
      kind.categories().forEach(resource.putArray("categories")::add);
    }
    return resource;
  }
}
