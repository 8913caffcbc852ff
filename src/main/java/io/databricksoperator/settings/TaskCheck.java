package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks of one task by itself (databricks-api.md 1.2). */
final class TaskCheck {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final List<String> COMPUTE =
      List.of("existing_cluster_id", "new_cluster", "job_cluster_key");
  private static final int WEBHOOKS = 3;
  private static final int DBT_COMMANDS = 10;

  /** The task types that exist today, all but condition_task without an outcome to depend on. */
  private static final Set<String> TYPES =
      Set.of(
          "ai_runtime_task",
          "alert_task",
          "clean_rooms_notebook_task",
          "condition_task",
          "dashboard_task",
          "dbt_cloud_task",
          "dbt_platform_task",
          "dbt_task",
          "for_each_task",
          "gen_ai_compute_task",
          "notebook_task",
          "pipeline_task",
          "power_bi_task",
          "python_operator_task",
          "python_wheel_task",
          "run_job_task",
          "spark_jar_task",
          "spark_python_task",
          "spark_submit_task",
          "sql_task");

  private TaskCheck() {}

  static void check(JsonNode task, Problems problems) {
    key(task.path("task_key"), problems);
    type(task, problems);
    var compute = JobCheck.present(task, COMPUTE);
    if (compute.size() > 1) {
      problems.add("Keep one of " + String.join(", ", compute) + ": a task runs on one compute.");
    }
    if (task.path("max_retries").asInt() < -1) {
      problems.at("max_retries").add("Write -1 for retries without end, 0 for none, or a number.");
    }
    int commands = task.path("dbt_task").path("commands").size();
    if (commands > DBT_COMMANDS) {
      problems
          .at("dbt_task")
          .at("commands")
          .add("Write 10 commands at most, not " + commands + ".");
    }
    webhooks(task, problems);
    forEach(task.path("for_each_task"), problems.at("for_each_task"));
  }

  /** At most three webhooks per event, in a job as in a task. */
  static void webhooks(JsonNode owner, Problems problems) {
    var events = owner.path("webhook_notifications");
    for (var event : Trees.names(events)) {
      if (events.get(event).size() > WEBHOOKS) {
        problems
            .at("webhook_notifications")
            .at(event)
            .add("Write 3 webhooks at most, not " + events.get(event).size() + ".");
      }
    }
  }

  /**
   * The task types of a task: a field that ends in _task, even one that this release is older than.
   */
  static List<String> types(JsonNode task) {
    return Trees.names(task).stream()
        .filter(name -> name.endsWith("_task") && task.get(name).isObject())
        .toList();
  }

  /** Whether others may depend on this task's outcome, as far as anyone can tell. */
  static boolean mayHaveOutcome(JsonNode task) {
    return types(task).stream().anyMatch(t -> t.equals("condition_task") || !TYPES.contains(t));
  }

  private static void key(JsonNode key, Problems problems) {
    if (!Trees.given(key)) {
      problems.add("Write task_key: every task has one, unique within the job.");
    } else if (!KEY.matcher(key.asText()).matches()) {
      problems
          .at("task_key")
          .add("A task_key holds only letters, digits, - and _; this is " + key.asText() + ".");
    }
  }

  private static void type(JsonNode task, Problems problems) {
    var types = types(task);
    if (types.isEmpty()) {
      problems.add(
          "Write what the task runs: exactly one of notebook_task, spark_python_task,"
              + " python_wheel_task, sql_task, run_job_task or another of the Jobs API's types.");
    } else if (types.size() > 1) {
      problems.add(
          "Keep one of "
              + String.join(", ", types)
              + " and give the others tasks of their own: a task runs one thing.");
    }
  }

  private static void forEach(JsonNode each, Problems problems) {
    if (!each.isObject()) {
      return;
    }
    if (!Trees.given(each.get("inputs"))) {
      problems.add(
          "Write inputs: a JSON array as text, or a reference such as {{tasks.a.values.b}}.");
    }
    var inner = each.path("task");
    if (!inner.isObject()) {
      problems.add("Write task: what runs for each input.");
      return;
    }
    if (inner.has("for_each_task")) {
      problems
          .at("task")
          .add("A for_each_task cannot be inside another: use a run_job_task for the inner loop.");
      return;
    }
    check(inner, problems.at("task"));
  }
}
