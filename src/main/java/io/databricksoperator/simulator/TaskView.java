package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Task attempts as the API shows them. */
final class TaskView {
  private static final int SHOWN_ERRORS = 3;

  private final Workspace workspace;

  TaskView(Workspace workspace) {
    this.workspace = workspace;
  }

  /** The entry of {@code tasks[]} or {@code iterations[]}, with its resolved values. */
  ObjectNode entry(TaskRun task) {
    ObjectNode json = task.definition.deepCopy();
    json.put("run_id", task.id).put("attempt_number", task.attemptNumber);
    putProgress(json, task);
    json.put("run_page_url", url(task.run, task.id));
    cluster(task, json);
    if (task.run.job.settings.has("git_source")) {
      json.set("git_source", task.run.job.settings.path("git_source"));
    }
    if (!task.verdict.isEmpty()) {
      json.withObject("/condition_task").put("outcome", task.verdict);
    }
    if (task.has("for_each_task")) {
      json.withObject("/for_each_task").set("stats", stats(task));
    }
    if (!task.resolved.isEmpty() && !task.has("for_each_task")) {
      json.set("resolved_values", task.resolved);
    }
    return json;
  }

  /** What {@code runs/get} shows for the run id of a task (databricks-api.md 2.3). */
  ObjectNode run(TaskRun task) {
    Run run = task.run;
    ObjectNode json = Json.object();
    json.put("job_id", run.job.id).put("run_id", task.id).put("number_in_job", task.id);
    json.put("job_run_id", run.id).put("original_attempt_run_id", task.original().id);
    json.put("attempt_number", task.attemptNumber).put("creator_user_name", run.creator);
    json.put("run_name", run.name).put("run_type", run.job.hidden ? "SUBMIT_RUN" : "JOB_RUN");
    json.put("trigger", task.retries > 0 ? "RETRY" : "ONE_TIME");
    putProgress(json, task);
    json.put("run_page_url", url(run, task.id));
    cluster(task, json);
    json.set("tasks", Json.array().add(entry(task)));
    json.set("iterations", Json.arrayOf(task.iterations.stream().map(this::entry).toList()));
    return json;
  }

  String url(Run run, long runId) {
    return workspace.host()
        + "/?o="
        + workspace.workspaceId
        + "#job/"
        + run.job.id
        + "/run/"
        + runId;
  }

  private static void putProgress(ObjectNode json, TaskRun task) {
    if (task.ended()) {
      json.set("state", task.outcome.state());
      json.set("status", task.outcome.status());
    } else {
      json.putObject("state")
          .put("life_cycle_state", task.phase.lifeCycle())
          .put("state_message", "")
          .put("user_cancelled_or_timedout", false);
      json.putObject("status").put("state", task.phase.state());
    }
    json.put("start_time", task.began() ? task.startTime : task.endTime);
    json.put("end_time", task.endTime);
    boolean executed = task.executionStart >= 0;
    long setupEnd = executed ? task.executionStart : task.endTime;
    json.put("setup_duration", task.began() ? Math.max(0, setupEnd - task.startTime) : 0);
    json.put("execution_duration", executed ? Math.max(0, task.endTime - task.executionStart) : 0);
    json.put("cleanup_duration", 0);
  }

  private static void cluster(TaskRun task, ObjectNode json) {
    boolean own = task.has("new_cluster") || task.has("job_cluster_key");
    if (task.began() && (own || task.has("existing_cluster_id"))) {
      String made =
          String.format(
              "%04d-%06d-sim%05d",
              task.id % 10_000, task.run.id % 1_000_000, task.run.id % 100_000);
      json.putObject("cluster_instance")
          .put("cluster_id", own ? made : task.definition.path("existing_cluster_id").asText())
          .put("spark_context_id", Long.toString(task.id));
    }
  }

  private static ObjectNode stats(TaskRun task) {
    Collection<TaskRun> newest = task.newestIterations();
    long ended = newest.stream().filter(TaskRun::ended).count();
    long succeeded = newest.stream().filter(i -> i.ended() && i.outcome.succeeded()).count();
    long active = newest.stream().filter(TaskRun::executing).count();
    ObjectNode stats = Json.object();
    stats
        .putObject("task_run_stats")
        .put("total_iterations", task.inputs.size())
        .put("active_iterations", active)
        .put("scheduled_iterations", task.inputs.size() - ended - active)
        .put("completed_iterations", ended)
        .put("succeeded_iterations", succeeded)
        .put(
            "failed_iterations",
            newest.stream().filter(i -> i.ended() && i.outcome.failed()).count());
    ArrayNode errors = errors(newest);
    if (!errors.isEmpty()) {
      stats.set("error_message_stats", errors);
    }
    return stats;
  }

  private static ArrayNode errors(Collection<TaskRun> newest) {
    record Error(String message, String code) {}
    Map<Error, Long> counts =
        newest.stream()
            .filter(i -> i.ended() && i.outcome.failed())
            .collect(
                Collectors.groupingBy(
                    i -> new Error(i.outcome.message(), i.outcome.code()), Collectors.counting()));
    return Json.arrayOf(
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(SHOWN_ERRORS)
            .map(
                entry ->
                    Json.object()
                        .put("count", entry.getValue())
                        .put("error_message", entry.getKey().message())
                        .put("termination_category", entry.getKey().code()))
            .toList());
  }
}
