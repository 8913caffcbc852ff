package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The arrays whose elements have a name, so that they are maps in truth (design 2 and 6). */
final class Keyed {
  private static final Map<String, String> KEYS =
      Map.of(
          "tasks", "task_key",
          "job_clusters", "job_cluster_key",
          "environments", "environment_key",
          "parameters", "name");

  /** The top-level fields whose elements are judged one by one. */
  static final List<String> FIELDS = List.copyOf(KEYS.keySet());

  private Keyed() {}

  /** Which field holds the name of this array's elements; null when they have none. */
  static String keyOf(String field) {
    return KEYS.get(field);
  }

  /** The name of an element of this field, or null when it has none. */
  static String key(String field, JsonNode element) {
    var key = KEYS.get(field);
    return key == null ? null : element.path(key).textValue();
  }

  /**
   * Whether the value is an array under one of these fields with a name in every element. {@code
   * parameters} is also a list of plain arguments in many tasks: that one is not.
   */
  static boolean is(String field, JsonNode value) {
    if (!KEYS.containsKey(field) || !value.isArray()) {
      return false;
    }
    for (var element : value) {
      if (!Trees.given(element.path(KEYS.get(field))) || key(field, element) == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is keyed and no name occurs twice. */
  static boolean unique(String field, JsonNode value) {
    if (!is(field, value)) {
      return false;
    }
    var seen = new HashSet<String>();
    for (var element : value) {
      if (!seen.add(key(field, element))) {
        return false;
      }
    }
    return true;
  }
}
