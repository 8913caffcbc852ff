package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.JobChecks.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the server refuses in tasks: keys, dependencies, cycles, types and computes
 * (databricks-api.md 1.2).
 */
final class TaskChecks {
  private static final Pattern KEY = Pattern.compile("[\\w-]{1,100}");
  private static final Set<String> RUN_IFS =
      Set.of(
          "ALL_SUCCESS",
          "ALL_DONE",
          "NONE_FAILED",
          "AT_LEAST_ONE_SUCCESS",
          "ALL_FAILED",
          "AT_LEAST_ONE_FAILED");
  private static final Set<String> OPS =
      Set.of(
          "EQUAL_TO",
          "NOT_EQUAL",
          "GREATER_THAN",
          "GREATER_THAN_OR_EQUAL",
          "LESS_THAN",
          "LESS_THAN_OR_EQUAL");

  private final ObjectNode settings;
  private final Map<String, JsonNode> tasks = new HashMap<>();

  private TaskChecks(ObjectNode settings) {
    this.settings = settings;
  }

  static void check(ObjectNode settings) {
    TaskChecks checks = new TaskChecks(settings);
    settings.path("tasks").forEach(checks::key);
    settings.path("tasks").forEach(checks::dependencies);
    settings.path("tasks").forEach(task -> checks.content(task, false));
    checks.cycles();
  }

  private void key(JsonNode task) {
    String key = task.path("task_key").asText("");
    require(!key.isEmpty(), "Missing required field: settings.tasks.task_key");
    require(
        KEY.matcher(key).matches(),
        "Invalid task_key '" + key + "': up to 100 letters, digits, - and _ are allowed.");
    require(tasks.put(key, task) == null, "Duplicate task_key " + key + ".");
  }

  private void dependencies(JsonNode task) {
    Set<String> seen = new HashSet<>();
    for (JsonNode dependency : task.path("depends_on")) {
      String key = dependency.path("task_key").asText("");
      String of = " of task " + task.path("task_key").asText();
      require(tasks.containsKey(key), "Unknown task key '" + key + "' in depends_on" + of + ".");
      require(seen.add(key), "Duplicate task key '" + key + "' in depends_on" + of + ".");
      require(
          !dependency.hasNonNull("outcome") || tasks.get(key).has("condition_task"),
          "The dependency '" + key + "'" + of + " has an outcome but is not a condition task.");
    }
  }

  private void content(JsonNode task, boolean nested) {
    String key = task.path("task_key").asText();
    long types =
        task.properties().stream()
            .filter(field -> isType(field.getKey(), field.getValue()))
            .count();
    require(types == 1, "Task " + key + " must have exactly one task type, found " + types + ".");
    require(
        RUN_IFS.contains(task.path("run_if").asText("ALL_SUCCESS")),
        "Invalid run_if of task " + key + ".");
    compute(task, key);
    condition(task, key);
    require(
        task.path("dbt_task").path("commands").size() <= 10,
        "Task " + key + " has more than 10 dbt commands.");
    require(
        task.path("max_retries").asLong(0) >= -1,
        "max_retries of task " + key + " must be at least -1.");
    if (task.has("for_each_task")) {
      require(!nested, "The for-each task " + key + " cannot be nested in another one.");
      forEach(task.path("for_each_task"), key);
    }
  }

  private static void condition(JsonNode task, String key) {
    if (task.has("condition_task")) {
      require(
          OPS.contains(task.path("condition_task").path("op").asText()),
          "condition_task.op of task "
              + key
              + " must be one of "
              + String.join(", ", OPS.stream().sorted().toList())
              + ".");
    }
  }

  private void forEach(JsonNode forEach, String key) {
    require(
        forEach.path("inputs").isTextual(),
        "for_each_task.inputs of task " + key + " must be a string that holds a JSON array.");
    require(forEach.path("task").isObject(), "for_each_task.task of task " + key + " is required.");
    long concurrency = forEach.path("concurrency").asLong(1);
    require(
        concurrency >= 1 && concurrency <= 100,
        "for_each_task.concurrency of task " + key + " must be between 1 and 100.");
    String nested = forEach.path("task").path("task_key").asText("");
    require(
        KEY.matcher(nested).matches(), "for_each_task.task of task " + key + " needs a task_key.");
    content(forEach.path("task"), true);
  }

  private void compute(JsonNode task, String key) {
    List<String> computes =
        List.of("existing_cluster_id", "new_cluster", "job_cluster_key").stream()
            .filter(task::hasNonNull)
            .toList();
    require(
        computes.size() <= 1,
        "Task " + key + " can have only one of " + String.join(", ", computes) + ".");
    known(task, "job_cluster_key", "job_clusters", key);
    known(task, "environment_key", "environments", key);
  }

  private void known(JsonNode task, String field, String array, String key) {
    if (task.hasNonNull(field)) {
      String wanted = task.path(field).asText();
      boolean found =
          Json.list(settings.path(array)).stream()
              .anyMatch(item -> item.path(field).asText().equals(wanted));
      require(found, "Task " + key + " refers to the unknown " + field + " '" + wanted + "'.");
    }
  }

  private static boolean isType(String name, JsonNode value) {
    return value.isObject() && name.endsWith("_task");
  }

  /**
   * Takes away tasks with no dependency left, again and again: what stays is a cycle or hangs on
   * one.
   */
  private void cycles() {
    Map<String, Set<String>> open = new HashMap<>();
    tasks.forEach(
        (key, task) ->
            open.put(
                key,
                Json.list(task.path("depends_on")).stream()
                    .map(dependency -> dependency.path("task_key").asText())
                    .collect(Collectors.toSet())));
    Deque<String> free =
        new ArrayDeque<>(open.keySet().stream().filter(key -> open.get(key).isEmpty()).toList());
    while (!free.isEmpty()) {
      String done = free.poll();
      open.remove(done);
      open.forEach(
          (key, dependencies) -> {
            if (dependencies.remove(done) && dependencies.isEmpty()) {
              free.add(key);
            }
          });
    }
    require(
        open.isEmpty(),
        "The task dependencies contain a cycle: "
            + String.join(", ", open.keySet().stream().sorted().toList())
            + ".");
  }
}
