package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.databricks.Redaction;
import io.databricksoperator.databricks.RepairView;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.databricks.TaskView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns Databricks' JSON into our snapshots (databricks-api.md 1.6, 2.3, 2.8). Pure. What has no id
 * is no job and no run: then there is nothing.
 */
final class Views {

  private static final int ERROR = 32 * 1024;
  private static final int TRACE = 64 * 1024;

  private Views() {}

  /** A job of jobs/get or jobs/list. */
  static Optional<JobView> job(JsonNode job) {
    return Optional.ofNullable(Json.id(job, "job_id"))
        .map(
            id ->
                new JobView(
                    id,
                    job.path("creator_user_name").asText(null),
                    job.path("run_as_user_name").asText(null),
                    Json.time(job, "created_time"),
                    job.path("settings").isObject() ? job.path("settings") : Json.object(),
                    job.path("has_more").asBoolean(false)));
  }

  /** A run of runs/get or runs/list. */
  static Optional<RunView> run(JsonNode run) {
    return Optional.ofNullable(Json.id(run, "run_id")).map(id -> run(id, run));
  }

  private static RunView run(long id, JsonNode run) {
    var state = States.of(run);
    return new RunView(
        id,
        Json.id(run, "job_id"),
        Json.text(run, "run_name"),
        Json.text(run, "run_page_url"),
        state,
        Json.time(run, "start_time"),
        state.ended() ? Json.time(run, "end_time") : null,
        Json.text(run, "trigger"),
        parameters(run.path("job_parameters")),
        each(run.path("tasks"), Views::task),
        each(run.path("iterations"), Views::task),
        each(run.path("repair_history"), Views::repair),
        run.path("creator_user_name").asText(null));
  }

  private static TaskView task(JsonNode task) {
    var state = States.of(task);
    var id = Json.id(task, "run_id");
    return new TaskView(
        id == null ? 0 : id,
        Json.text(task, "task_key"),
        task.path("attempt_number").asInt(0),
        state,
        Json.time(task, "start_time"),
        state.ended() ? Json.time(task, "end_time") : null,
        Json.text(task, "run_page_url"),
        task.path("condition_task").path("outcome").asText(""),
        forEach(task.path("for_each_task")));
  }

  private static TaskView.ForEach forEach(JsonNode task) {
    if (!task.isObject()) {
      return null;
    }
    var stats = task.path("stats").path("task_run_stats");
    return new TaskView.ForEach(
        stats.path("total_iterations").asInt(0),
        stats.path("succeeded_iterations").asInt(0),
        stats.path("failed_iterations").asInt(0));
  }

  private static RepairView repair(JsonNode item) {
    var state = States.known(item) ? States.of(item) : null;
    var ended = state == null || state.ended() ? Json.time(item, "end_time") : null;
    var made = new ArrayList<Long>();
    item.path("task_run_ids").forEach(id -> made.add(id.asLong()));
    return new RepairView(Json.id(item, "id"), Json.time(item, "start_time"), ended, state, made);
  }

  /** On reads a list of {@code {name, default, value}} (databricks-api.md 6.4.23). */
  private static Map<String, String> parameters(JsonNode list) {
    var values = new LinkedHashMap<String, String>();
    for (var item : list) {
      var value = item.hasNonNull("value") ? item.path("value") : item.path("default");
      values.put(Json.text(item, "name"), value.asText(""));
    }
    return values;
  }

  /** What a task left behind; of a long trace its end, where the cause is. */
  static TaskOutput output(JsonNode output) {
    return new TaskOutput(
        Redaction.of(Json.text(output, "error"), ERROR),
        Redaction.ofEnd(Json.text(output, "error_trace"), TRACE));
  }

  /** Every item that is something: one that is not must not keep the others from being seen. */
  static <T> List<T> all(JsonNode list, Function<JsonNode, Optional<T>> view) {
    var items = new ArrayList<T>();
    list.forEach(node -> view.apply(node).ifPresent(items::add));
    return items;
  }

  private static <T> List<T> each(JsonNode list, Function<JsonNode, T> view) {
    var items = new ArrayList<T>();
    list.forEach(node -> items.add(view.apply(node)));
    return items;
  }
}
