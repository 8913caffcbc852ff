package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tasks of a graph are meant: by {@code only} of run-now, or with what depends on them
 * (databricks-api.md 2.1, 2.8). Pure.
 */
final class TaskSelection {
  private final Map<String, ObjectNode> tasks = new LinkedHashMap<>();

  TaskSelection(Iterable<? extends JsonNode> definitions) {
    definitions.forEach(task -> tasks.put(task.path("task_key").asText(), (ObjectNode) task));
  }

  /**
   * {@code key}, {@code +key} with everything upstream, {@code key+} with everything downstream; no
   * list means all tasks.
   */
  List<ObjectNode> only(JsonNode list) {
    if (list.isMissingNode() || list.isEmpty()) {
      return List.copyOf(tasks.values());
    }
    Set<String> chosen = new HashSet<>();
    for (String item : Json.strings(list)) {
      String key = item.replaceAll("^\\+|\\+$", "");
      JobChecks.require(tasks.containsKey(key), "Unknown task key '" + key + "' in only.");
      chosen.add(key);
      if (item.startsWith("+")) {
        chosen.addAll(upstream(key));
      }
      if (item.endsWith("+")) {
        chosen.addAll(downstream(Set.of(key)));
      }
    }
    return tasks.values().stream()
        .filter(task -> chosen.contains(task.path("task_key").asText()))
        .toList();
  }

  /** Everything that depends on one of the keys, directly or not; without the keys themselves. */
  Set<String> downstream(Set<String> keys) {
    Set<String> reached = new LinkedHashSet<>(keys);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Map.Entry<String, ObjectNode> task : tasks.entrySet()) {
        grown |=
            dependencies(task.getValue()).stream().anyMatch(reached::contains)
                && reached.add(task.getKey());
      }
    }
    reached.removeAll(keys);
    return reached;
  }

  private Set<String> upstream(String key) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(key));
    while (!open.isEmpty()) {
      for (String dependency : dependencies(tasks.get(open.poll()))) {
        if (reached.add(dependency)) {
          open.add(dependency);
        }
      }
    }
    return reached;
  }

  private static List<String> dependencies(JsonNode task) {
    return Json.list(task.path("depends_on")).stream()
        .map(dependency -> dependency.path("task_key").asText())
        .toList();
  }
}
