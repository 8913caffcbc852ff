package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** runs/cancel, runs/cancel-all and runs/delete (databricks-api.md 2.5). */
final class RunStops {
  private final Workspace workspace;
  private final RunEngine engine;

  RunStops(Workspace workspace, RunEngine engine) {
    this.workspace = workspace;
    this.engine = engine;
  }

  /** Takes a job run or one task run; one that has ended is left as it is. */
  JsonNode cancel(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    long id = Fields.id(body, "run_id");
    TaskRun task = workspace.taskRuns.get(id);
    if (task != null) {
      engine.cancel(task);
    } else {
      engine.cancel(cancellable(id));
    }
    return Json.object();
  }

  JsonNode cancelAll(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    boolean queuedOnly = body.path("all_queued_runs").asBoolean(false);
    boolean everywhere = !body.hasNonNull("job_id");
    JobChecks.require(queuedOnly || !everywhere, "Missing required field: job_id");
    Job job = everywhere ? null : workspace.job(Fields.id(body, "job_id"));
    List<Run> meant =
        workspace.runs.values().stream()
            .filter(run -> everywhere || run.job == job)
            .filter(run -> !queuedOnly || run.phase == Run.Phase.QUEUED)
            .sorted(
                (a, b) -> Boolean.compare(b.phase == Run.Phase.QUEUED, a.phase == Run.Phase.QUEUED))
            .toList();
    meant.forEach(engine::cancel);
    return Json.object();
  }

  JsonNode delete(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    Run run = workspace.run(Fields.id(body, "run_id"));
    if (!run.ended()) {
      throw new ApiError(
          400,
          workspace.settings.text(Setting.DELETE_ACTIVE_CODE),
          Text.filled(workspace.settings.text(Setting.DELETE_ACTIVE_TEXT), run.id));
    }
    workspace.forget(run);
    workspace.record(Effect.ofRun("RunDeleted", run, ""));
    return Json.object();
  }

  /**
   * An unknown run is a 400 here whatever the setting missingStatus says: no client maps it to "not
   * found".
   */
  private Run cancellable(long id) {
    Run run = workspace.runs.get(id);
    if (run == null) {
      throw ApiError.invalid("Run " + id + " does not exist.");
    }
    return run;
  }
}
