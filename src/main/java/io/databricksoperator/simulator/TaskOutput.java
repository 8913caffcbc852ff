package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What runs/get-output says of one task attempt (databricks-api.md 2.6): a notebook's result from
 * its head, logs from their tail.
 */
final class TaskOutput {
  private static final int MOST = 5 * 1024 * 1024;

  private final TaskView tasks;

  TaskOutput(TaskView tasks) {
    this.tasks = tasks;
  }

  ObjectNode of(TaskRun task) {
    ObjectNode json = Json.object();
    ObjectNode metadata = tasks.run(task);
    metadata.remove(List.of("tasks", "iterations"));
    json.set("metadata", metadata);
    if (!task.ended()) {
      return json;
    }
    if (task.has("notebook_task")) {
      notebook(task.script.notebookResult(), json.putObject("notebook_output"));
    }
    if (task.has("spark_jar_task")
        || task.has("spark_python_task")
        || task.has("python_wheel_task")) {
      logs(task.script.logs(), json);
    }
    if (task.outcome.failed() && task.began()) {
      String error = task.script.error();
      json.put("error", error.isEmpty() ? task.outcome.message() : error);
      if (!task.script.errorTrace().isEmpty()) {
        json.put("error_trace", task.script.errorTrace());
      }
    } else if (!task.outcome.succeeded()) {
      json.put("error", task.outcome.message());
    }
    return json;
  }

  private static void notebook(String result, ObjectNode output) {
    if (!result.isEmpty()) {
      output.put("result", result.substring(0, Math.min(result.length(), MOST)));
      output.put("truncated", result.length() > MOST);
    }
  }

  private static void logs(String logs, ObjectNode json) {
    json.put("logs", logs.substring(Math.max(0, logs.length() - MOST)));
    json.put("logs_truncated", logs.length() > MOST);
  }
}
