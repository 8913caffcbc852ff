package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The checks that look at all tasks together, and at what they refer to. */
final class TasksCheck {
  private static final int MOST = 1000;

  private final JsonNode job;
  private final JsonNode tasks;
  private final Problems problems;
  private final Map<String, Integer> first = new HashMap<>();

  private TasksCheck(JsonNode job, Problems problems) {
    this.job = job;
    this.tasks = job.path("tasks");
    this.problems = problems;
  }

  static void check(JsonNode job, Problems problems) {
    new TasksCheck(job, problems).check();
  }

  private void check() {
    if (tasks.size() > MOST) {
      problems
          .at("tasks")
          .add("A job has at most 1000 tasks, this one has %d.".formatted(tasks.size()));
      return;
    }
    for (int i = 0; i < tasks.size(); i++) {
      TaskCheck.check(tasks.path(i), problems.at("tasks", i));
      unique(i);
    }
    for (int i = 0; i < tasks.size(); i++) {
      dependencies(i);
      references(tasks.path(i), problems.at("tasks", i));
    }
    Cycles.check(tasks, first, problems);
  }

  private void unique(int index) {
    var key = tasks.path(index).path("task_key");
    if (!Trees.given(key)) {
      return;
    }
    var before = first.putIfAbsent(key.asText(), index);
    if (before != null) {
      problems
          .at("tasks", index)
          .add(
              "The task_key %s is that of tasks[%d] too: give each its own."
                  .formatted(key.asText(), before));
    }
  }

  private void dependencies(int index) {
    var dependencies = tasks.path(index).path("depends_on");
    for (int i = 0; i < dependencies.size(); i++) {
      dependency(dependencies.path(i), problems.at("tasks", index).at("depends_on", i));
    }
  }

  private void dependency(JsonNode dependency, Problems here) {
    var key = dependency.path("task_key");
    if (here.full()) {
      return;
    }
    if (!Trees.given(key)) {
      here.add("Write task_key: the task that this one waits for.");
      return;
    }
    var target = first.get(key.asText());
    if (target == null) {
      here.add(
          "There is no task %s.%s"
              .formatted(key.asText(), Nearest.hint(key.asText(), first.keySet())));
    } else if (Trees.given(dependency.get("outcome"))
        && !TaskCheck.mayHaveOutcome(tasks.path(target))) {
      here.add(
          "Leave outcome out: %s is no condition_task, so it has none.".formatted(key.asText()));
    }
  }

  private void references(JsonNode task, Problems here) {
    defined(task, "job_cluster_key", "job_clusters", here);
    defined(task, "environment_key", "environments", here);
    var inner = task.path("for_each_task").path("task");
    if (inner.isObject()) {
      references(inner, here.at("for_each_task").at("task"));
    }
  }

  private void defined(JsonNode task, String key, String list, Problems here) {
    var wanted = task.path(key);
    var known = keys(list);
    if (Trees.given(wanted) && !known.contains(wanted.asText())) {
      here.at(key)
          .add(
              "%s has no entry %s.%s"
                  .formatted(list, wanted.asText(), Nearest.hint(wanted.asText(), known)));
    }
  }

  private Set<String> keys(String list) {
    var keys = new LinkedHashSet<String>();
    job.path(list).forEach(element -> keys.add(element.path(Keyed.keyOf(list)).asText()));
    return keys;
  }
}
