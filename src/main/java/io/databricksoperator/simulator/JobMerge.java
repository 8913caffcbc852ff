package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What jobs/update makes of stored settings: fields replaced whole, keyed arrays merged, named
 * fields removed.
 */
final class JobMerge {
  private static final Map<String, String> KEYED =
      Map.of("tasks", "task_key", "job_clusters", "job_cluster_key");
  private static final Map<String, String> NAMED =
      Map.of("environments", "environment_key", "parameters", "name");

  private final Settings settings;

  JobMerge(Settings settings) {
    this.settings = settings;
  }

  ObjectNode apply(ObjectNode stored, ObjectNode body) {
    ObjectNode merged = stored.deepCopy();
    boolean removesFirst = settings.text(Setting.UPDATE_ORDER).equals("REMOVE_FIRST");
    if (removesFirst) {
      remove(merged, body.path("fields_to_remove"));
    }
    body.path("new_settings")
        .properties()
        .forEach(field -> merge(merged, field.getKey(), field.getValue()));
    if (!removesFirst) {
      remove(merged, body.path("fields_to_remove"));
    }
    return merged;
  }

  private void merge(ObjectNode merged, String name, JsonNode value) {
    String key =
        KEYED.getOrDefault(name, settings.on(Setting.UPDATE_MERGES_NAMED) ? NAMED.get(name) : null);
    boolean byKey = key != null && value.isArray() && merged.path(name).isArray();
    merged.set(name, byKey ? merged((ArrayNode) merged.path(name), value, key) : value);
  }

  private static ArrayNode merged(ArrayNode stored, JsonNode sent, String key) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    stored.forEach(item -> items.put(item.path(key).asText(), item));
    sent.forEach(item -> items.put(item.path(key).asText(), item));
    return Json.arrayOf(items.values());
  }

  private static void remove(ObjectNode merged, JsonNode fields) {
    for (String field : Json.strings(fields)) {
      String[] path = field.split("/", 2);
      if (path.length == 1) {
        merged.remove(field);
      } else if (KEYED.containsKey(path[0])) {
        removeItem(merged, path[0], path[1]);
      } else {
        throw ApiError.invalid(
            "Cannot remove "
                + field
                + ": only top-level fields, tasks/<task_key> and job_clusters/<job_cluster_key> can"
                + " be removed.");
      }
    }
  }

  private static void removeItem(ObjectNode merged, String array, String key) {
    merged.set(
        array,
        Json.arrayOf(
            Json.list(merged.path(array)).stream()
                .filter(item -> !item.path(KEYED.get(array)).asText().equals(key))
                .toList()));
  }
}
