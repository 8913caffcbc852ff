package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Turns lists whose order means nothing into maps, so that an element's place is its content. */
final class Sets {
  private Sets() {}

  /**
   * Turns a keyed array (see {@link Keyed}) into a map by key and does this with every element.
   * What has no unique keys stays a list.
   */
  static void keyed(ObjectNode parent, String field, Consumer<ObjectNode> work) {
    Trees.each(parent, field, work);
    var value = parent.path(field);
    if (Keyed.unique(field, value)) {
      var map = Trees.JSON.objectNode();
      value.forEach(element -> map.set(Keyed.key(field, element), element));
      parent.set(field, map);
    }
  }

  /** Turns a list of recipients, libraries or dependencies into a map. Equal elements are one. */
  static void set(ObjectNode parent, String field) {
    if (!parent.path(field).isArray()) {
      return;
    }
    var byContent = new TreeMap<String, JsonNode>();
    parent.get(field).forEach(item -> byContent.put(Fingerprint.canonical(item), item));
    var map = Trees.JSON.objectNode();
    byContent.forEach((content, item) -> map.set(free(map, name(item, content)), item));
    parent.set(field, map);
  }

  private static String name(JsonNode item, String content) {
    if (item.isTextual()) {
      return item.textValue();
    }
    for (var key : new String[] {"task_key", "id"}) {
      if (item.path(key).isTextual()) {
        return item.get(key).textValue();
      }
    }
    return item.size() == 1 ? library(item, content) : content;
  }

  /** {@code pypi:pandas==2.2}, {@code jar:/Volumes/a/b.jar}. */
  private static String library(JsonNode item, String content) {
    var kind = Trees.names(item).getFirst();
    var value = item.get(kind);
    for (var what : new JsonNode[] {value, value.path("package"), value.path("coordinates")}) {
      if (what.isTextual()) {
        return kind + ":" + what.textValue();
      }
    }
    return content;
  }

  private static String free(ObjectNode map, String name) {
    var candidate = name;
    for (int number = 2; map.has(candidate); number++) {
      candidate = name + "#" + number;
    }
    return candidate;
  }
}
