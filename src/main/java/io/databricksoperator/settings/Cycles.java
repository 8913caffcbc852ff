package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Finds tasks that wait for each other in a circle, so that none would ever start. */
final class Cycles {
  private Cycles() {}

  /**
   * Adds one problem per circle.
   *
   * @param index where the task with this key stands
   */
  static void check(JsonNode tasks, Map<String, Integer> index, Problems problems) {
    var waiting = graph(tasks, index);
    for (var cycle = next(waiting); !cycle.isEmpty(); cycle = next(waiting)) {
      problems
          .at("tasks", index.get(cycle.getFirst()))
          .at("depends_on")
          .add(
              "These tasks wait for each other, so none would start: %s. Remove one dependency."
                  .formatted(String.join(" -> ", cycle)));
      cycle.forEach(waiting::remove);
    }
  }

  private static Map<String, List<String>> graph(JsonNode tasks, Map<String, Integer> index) {
    var graph = new LinkedHashMap<String, List<String>>();
    for (var task : tasks) {
      var needs = graph.computeIfAbsent(task.path("task_key").asText(), key -> new ArrayList<>());
      for (var dependency : task.path("depends_on")) {
        var key = dependency.path("task_key").asText();
        if (index.containsKey(key)) {
          needs.add(key);
        }
      }
    }
    graph.keySet().retainAll(index.keySet());
    return graph;
  }

  /** Takes out every task that can start; what is left holds a circle, told from its own start. */
  private static List<String> next(Map<String, List<String>> waiting) {
    while (waiting.values().removeIf(needs -> needs.stream().noneMatch(waiting::containsKey))) {}
    if (waiting.isEmpty()) {
      return List.of();
    }
    var way = new LinkedHashSet<String>();
    var key = waiting.keySet().iterator().next();
    while (way.add(key)) {
      key = waiting.get(key).stream().filter(waiting::containsKey).findFirst().orElseThrow();
    }
    var cycle = new ArrayList<>(way);
    var circle = new ArrayList<>(cycle.subList(cycle.indexOf(key), cycle.size()));
    circle.add(key);
    return circle;
  }
}
