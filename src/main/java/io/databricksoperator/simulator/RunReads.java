package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** runs/get, runs/list and runs/get-output (databricks-api.md 2.3, 2.4 and 2.6). */
final class RunReads {
  private static final int PAGE = 25;
  private static final String TOO_FAR =
      "The supplied offset %d has exceeded the value of %d allowed for this parameter."
          + "Please use the page_token parameter to paginate";

  private final Workspace workspace;
  private final RunView views;
  private final TaskView tasks;
  private final TaskOutput outputs;

  RunReads(Workspace workspace, RunView views, TaskView tasks) {
    this.workspace = workspace;
    this.views = views;
    this.tasks = tasks;
    this.outputs = new TaskOutput(tasks);
  }

  /** A job run or, by its own run id, a task run. */
  JsonNode get(Request request, Principal caller) {
    long id = request.id("run_id");
    TaskRun task = workspace.taskRuns.get(id);
    if (task != null) {
      return views.detail(tasks.run(task), request);
    }
    Run run = workspace.run(id);
    boolean stale = run.stale.holds(workspace.now());
    ObjectNode full = stale ? run.stale.view().deepCopy() : views.full(run);
    run.stale = run.stale.afterRead();
    return views.detail(full, request);
  }

  JsonNode list(Request request, Principal caller) {
    Filter filter = Filter.of(request);
    long skipped = request.number("offset").orElse(0L);
    JobChecks.require(skipped <= 10_000, String.format(TOO_FAR, skipped, 10_000));
    PageToken token = new PageToken("runs " + filter);
    int offset = request.query("page_token").map(token::offset).orElse((int) skipped);
    int limit = limit(request);
    List<Run> found = workspace.runs.values().stream().filter(filter::takes).sorted(ORDER).toList();
    ObjectNode answer = Json.object();
    int end = Math.min(found.size(), offset + limit);
    if (offset < end) {
      boolean expand = request.flag("expand_tasks");
      answer.set(
          "runs",
          Json.arrayOf(
              found.subList(offset, end).stream()
                  .map(run -> views.item(listed(run, expand), expand))
                  .toList()));
    }
    if (end < found.size()) {
      answer.put("next_page_token", token.at(end));
    }
    if (offset > 0) {
      answer.put("prev_page_token", token.at(Math.max(0, offset - limit)));
    }
    return answer;
  }

  JsonNode output(Request request, Principal caller) {
    long id = request.id("run_id");
    TaskRun task = workspace.taskRuns.get(id);
    if (task == null) {
      workspace.run(id);
      throw ApiError.invalid(
          "Retrieving the output of runs with multiple tasks is not supported."
              + " Please retrieve the output of each individual task run instead.");
    }
    return outputs.of(task);
  }

  private ObjectNode listed(Run run, boolean expand) {
    if (run.stale.listed(workspace.now())) {
      return run.stale.view().deepCopy();
    }
    return expand ? views.full(run) : views.summary(run);
  }

  /** 25 is the documented most; 26 is let through, as the real check does, and 0 means the most. */
  private static int limit(Request request) {
    long limit = request.number("limit").orElse(20L);
    JobChecks.require(limit <= 26, "Invalid limit " + limit + " - it has to be no more than 26.");
    JobChecks.require(limit >= 0, "Invalid limit " + limit + " - it has to be no less than 0.");
    return limit == 0 ? PAGE : (int) limit;
  }

  /** Unfinished runs by their start, then finished ones by their end, newest first. */
  private static final Comparator<Run> ORDER =
      Comparator.comparing(Run::ended)
          .thenComparing(
              Comparator.comparingLong((Run run) -> run.ended() ? run.endTime : run.startTime)
                  .reversed());

  private record Filter(
      Optional<Long> job, boolean active, boolean completed, String type, long from, long to) {
    static Filter of(Request request) {
      boolean active = request.flag("active_only");
      boolean completed = request.flag("completed_only");
      JobChecks.require(
          !active || !completed, "active_only and completed_only cannot both be true.");
      return new Filter(
          request.number("job_id"),
          active,
          completed,
          request.query("run_type").orElse(""),
          request.number("start_time_from").orElse(0L),
          request.number("start_time_to").orElse(Long.MAX_VALUE));
    }

    boolean takes(Run run) {
      return job.map(id -> id == run.job.id).orElse(true)
          && (!active || !run.ended())
          && (!completed || run.ended())
          && (type.isEmpty() || type.equals(run.job.hidden ? "SUBMIT_RUN" : "JOB_RUN"))
          && run.startTime >= from
          && run.startTime <= to;
    }
  }
}
