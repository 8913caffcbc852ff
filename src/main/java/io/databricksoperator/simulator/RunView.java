package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Job runs as the API shows them. */
final class RunView {
  private static final List<String> ARRAYS =
      List.of("tasks", "job_clusters", "job_parameters", "repair_history", "iterations");

  private final TaskView tasks;

  RunView(TaskView tasks) {
    this.tasks = tasks;
  }

  /**
   * Everything there is to say; {@link #detail} and {@link #item} leave out what was not asked for.
   */
  ObjectNode full(Run run) {
    ObjectNode json = summary(run);
    json.set("job_clusters", Json.arrayOf(run.job.settings.path("job_clusters")));
    json.set("tasks", Json.arrayOf(run.tasks.stream().map(tasks::entry).toList()));
    json.set("repair_history", history(run));
    return json;
  }

  /** The run without its tasks, clusters and history. */
  ObjectNode summary(Run run) {
    ObjectNode json = Json.object();
    json.put("job_id", run.job.id).put("run_id", run.id).put("number_in_job", run.id);
    json.put("original_attempt_run_id", run.id).put("job_run_id", run.id);
    json.put("creator_user_name", run.creator).put("run_name", run.name);
    json.put("run_type", run.job.hidden ? "SUBMIT_RUN" : "JOB_RUN").put("trigger", "ONE_TIME");
    json.put("start_time", run.startTime).put("end_time", run.endTime);
    json.put("setup_duration", 0).put("execution_duration", 0).put("cleanup_duration", 0);
    if (run.ended()) {
      json.put("run_duration", run.runDuration());
    }
    if (run.queueDuration > 0) {
      json.put("queue_duration", run.queueDuration);
    }
    json.set("state", state(run));
    json.set("status", status(run));
    json.put("run_page_url", tasks.url(run, run.id));
    putParameters(json, run);
    if (run.job.settings.has("git_source")) {
      json.set("git_source", run.job.settings.path("git_source"));
    }
    return json;
  }

  /** One page of an answer of runs/get. */
  ObjectNode detail(ObjectNode full, Request request) {
    if (!request.flag("include_history")) {
      full.remove("repair_history");
    }
    if (!request.flag("include_resolved_values")) {
      withoutResolved(full.path("tasks"));
      withoutResolved(full.path("iterations"));
    }
    PageToken token = new PageToken("run " + full.path("run_id").asLong());
    int offset = request.query("page_token").map(token::offset).orElse(0);
    boolean iterating = !full.path("iterations").isEmpty();
    JsonNode parent = full.path("tasks");
    if (Pages.cut(full, ARRAYS, offset)) {
      full.put("has_more", true).put("next_page_token", token.at(offset + Pages.SIZE));
    }
    if (iterating) {
      full.set("tasks", parent); // Every page of a for-each task names the task itself.
    }
    return full;
  }

  /** An item of runs/list: tasks only when asked for, and of them the first 100. */
  ObjectNode item(ObjectNode full, boolean expand) {
    full.remove("repair_history");
    if (!expand) {
      full.remove(List.of("tasks", "job_clusters"));
    }
    withoutResolved(full.path("tasks"));
    if (Pages.cut(full, ARRAYS, 0)) {
      full.put("has_more", true);
    }
    return full;
  }

  private static void withoutResolved(JsonNode tasks) {
    tasks.forEach(task -> ((ObjectNode) task).remove("resolved_values"));
  }

  private static ObjectNode state(Run run) {
    if (run.ended()) {
      return run.outcome.state();
    }
    ObjectNode state = Json.object().put("life_cycle_state", activeState(run));
    state.put("state_message", "").put("user_cancelled_or_timedout", false);
    return run.phase == Run.Phase.QUEUED ? state.put("queue_reason", run.queueReason) : state;
  }

  private static ObjectNode status(Run run) {
    if (run.ended()) {
      return run.outcome.status();
    }
    ObjectNode status = Json.object().put("state", activeState(run));
    if (run.phase == Run.Phase.QUEUED) {
      status
          .putObject("queue_details")
          .put("code", "MAX_CONCURRENT_RUNS_REACHED")
          .put("message", run.queueReason);
    }
    if (run.phase == Run.Phase.TERMINATING) {
      status
          .putObject("termination_details")
          .put("code", "USER_CANCELED")
          .put("type", "CLIENT_ERROR")
          .put("message", "Run cancelled.");
    }
    return status;
  }

  /** A run, or its repair, is pending until the first of its tasks has its compute. */
  private static String activeState(Run run) {
    if (run.phase != Run.Phase.ACTIVE) {
      return run.phase.name();
    }
    boolean moving =
        run.newest().stream()
            .filter(task -> run.current().taskRunIds.contains(task.id))
            .anyMatch(task -> task.ended() || task.phase == TaskPhase.RUNNING || task.retries > 0);
    return moving ? "RUNNING" : "PENDING";
  }

  private static void putParameters(ObjectNode json, Run run) {
    ArrayNode parameters = json.putArray("job_parameters");
    for (JsonNode declared : run.job.settings.path("parameters")) {
      String name = declared.path("name").asText();
      String usual = declared.path("default").asText();
      parameters
          .addObject()
          .put("name", name)
          .put("default", usual)
          .put("value", run.overrides.getOrDefault(name, usual));
    }
    run.overrides.forEach(
        (name, value) -> {
          if (Json.list(run.job.settings.path("parameters")).stream()
              .noneMatch(p -> p.path("name").asText().equals(name))) {
            parameters.addObject().put("name", name).put("value", value);
          }
        });
    if (!run.legacyParameters.isEmpty()) {
      json.set("overriding_parameters", run.legacyParameters);
    }
    if (!run.performanceTarget.isEmpty()) {
      json.put("effective_performance_target", run.performanceTarget);
    }
  }

  private static ArrayNode history(Run run) {
    ArrayNode history = Json.array();
    for (HistoryItem item : run.history) {
      boolean going = item == run.current() && !run.ended();
      ObjectNode json = history.addObject().put("type", item.repairId == 0 ? "ORIGINAL" : "REPAIR");
      if (item.repairId != 0) {
        json.put("id", item.repairId);
      }
      json.put("start_time", item.startTime).put("end_time", item.endTime);
      json.set("state", going ? state(run) : item.outcome.state());
      json.set("status", going ? status(run) : item.outcome.status());
      json.set("task_run_ids", Json.MAPPER.valueToTree(item.taskRunIds));
    }
    return history;
  }
}
