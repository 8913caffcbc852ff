package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What makes a job start runs by itself (databricks-api.md 1.1, 3.8, 3.9). */
final class Starters {
  /** One of these at most; triggers is a list, the others are objects. */
  static final List<String> FIELDS = List.of("schedule", "trigger", "continuous", "triggers");

  static final String PAUSE = "pause_status";
  static final String PAUSED = "PAUSED";
  static final String UNPAUSED = "UNPAUSED";

  private Starters() {}

  /**
   * The objects that carry a pause_status. An empty {@code continuous} is one: it starts at once.
   */
  static List<ObjectNode> of(JsonNode settings) {
    var found = new ArrayList<ObjectNode>();
    for (var field : FIELDS) {
      var value = settings.path(field);
      if (value instanceof ObjectNode object) {
        found.add(object);
      } else if (value.isArray()) {
        value.forEach(item -> add(found, item));
      }
    }
    return found;
  }

  /** Whether it is paused; left out means it is not. */
  static boolean paused(JsonNode starter) {
    return PAUSED.equals(starter.path(PAUSE).asText());
  }

  private static void add(List<ObjectNode> found, JsonNode item) {
    if (item instanceof ObjectNode object) {
      found.add(object);
    }
  }
}
