package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;

/** The checks that look at all tasks together. */
final class TasksCheck {
  private TasksCheck() {}

  static void check(JsonNode job, Problems problems) {
    var seen = new HashMap<String, Integer>();
    var tasks = job.path("tasks");
    for (int i = 0; i < tasks.size(); i++) {
      var key = tasks.get(i).path("task_key").asText();
      var first = seen.putIfAbsent(key, i);
      if (first != null) {
        problems
            .at("tasks", i)
            .add(
                "The task_key " + key + " is that of tasks[" + first + "] too: give each its own.");
      }
    }
  }
}
