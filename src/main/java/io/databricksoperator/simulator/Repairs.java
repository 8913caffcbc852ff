package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** runs/repair: every check and effect of databricks-api.md 2.8. */
final class Repairs {
  private final Workspace workspace;
  private final RunEngine engine;
  private final RunView views;

  Repairs(Workspace workspace, RunEngine engine, RunView views) {
    this.workspace = workspace;
    this.engine = engine;
    this.views = views;
  }

  JsonNode repair(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    Run run = workspace.run(Fields.id(body, "run_id"));
    checkSelectors(body);
    checkIdle(run);
    checkLatest(run, Fields.number(body, "latest_repair_id"));
    RunStarts.checkParameters(body, run.job);
    List<ObjectNode> definitions = definitions(run, selected(run, body));
    run.stale = stale(run);
    RunStarts.takeParameters(run, body);
    run.toStart = definitions;
    long repairId = workspace.newId();
    engine.repair(run, repairId);
    return Json.object().put("repair_id", repairId);
  }

  private void checkSelectors(ObjectNode body) {
    boolean keys = !body.path("rerun_tasks").isEmpty();
    boolean all = body.path("rerun_all_failed_tasks").asBoolean(false);
    refuseIf(keys && all, Setting.REPAIR_BOTH_TEXT);
    refuseIf(!keys && !all, Setting.REPAIR_NEITHER_TEXT);
    Set<String> seen = new HashSet<>();
    for (String key : Json.strings(body.path("rerun_tasks"))) {
      JobChecks.require(seen.add(key), "rerun_tasks cannot contain duplicate task keys.");
    }
  }

  private void checkIdle(Run run) {
    if (!run.ended()) {
      throw new ApiError(
          400,
          workspace.settings.text(Setting.REPAIR_ACTIVE_CODE),
          Text.filled(workspace.settings.text(Setting.REPAIR_ACTIVE_TEXT), run.id));
    }
  }

  /** The id works as a compare-and-set: of two that want the same repair, one gets it. */
  private void checkLatest(Run run, Optional<Long> sent) {
    long latest = run.current().repairId;
    JobChecks.require(
        latest == 0 || sent.isPresent(),
        "The latest repair ID needs to be provided in order to create a new repair");
    sent.ifPresent(id -> refuseIf(id != latest, Setting.REPAIR_STALE_ID_TEXT, id, run.id));
  }

  private Set<String> selected(Run run, ObjectNode body) {
    Set<String> chosen = new LinkedHashSet<>(Json.strings(body.path("rerun_tasks")));
    for (String key : chosen) {
      refuseIf(run.newest(key) == null, Setting.REPAIR_UNKNOWN_TASK_TEXT, key, run.id);
    }
    if (chosen.isEmpty()) {
      boolean upstreamFailedToo =
          workspace.settings.on(Setting.RERUN_ALL_FAILED_TAKES_UPSTREAM_FAILED);
      run.newest().stream()
          .filter(task -> Readiness.repairable(task.outcome, upstreamFailedToo))
          .forEach(task -> chosen.add(task.key));
      refuseIf(chosen.isEmpty(), Setting.REPAIR_NOTHING_TEXT, run.id);
    }
    if (body.path("rerun_dependent_tasks").asBoolean(false)) {
      List<ObjectNode> graph = run.newest().stream().map(task -> task.definition).toList();
      chosen.addAll(new TaskSelection(graph).downstream(Set.copyOf(chosen)));
    }
    return chosen;
  }

  /** In the order of the run, as the job's settings describe the tasks now. */
  private List<ObjectNode> definitions(Run run, Set<String> chosen) {
    return run.newest().stream()
        .map(task -> task.key)
        .filter(chosen::contains)
        .map(
            key ->
                run.job
                    .task(key)
                    .orElseThrow(() -> refusal(Setting.REPAIR_UNKNOWN_TASK_TEXT, key, run.id))
                    .deepCopy())
        .toList();
  }

  private StaleView stale(Run run) {
    int reads = workspace.settings.number(Setting.STALE_READS_AFTER_REPAIR);
    long time = workspace.settings.millis(Setting.STALE_TIME_AFTER_REPAIR);
    return reads == 0 && time == 0
        ? StaleView.NONE
        : new StaleView(views.full(run), reads, workspace.now() + time);
  }

  private void refuseIf(boolean wrong, Setting text, Object... values) {
    if (wrong) {
      throw refusal(text, values);
    }
  }

  private ApiError refusal(Setting text, Object... values) {
    return ApiError.invalid(Text.filled(workspace.settings.text(text), values));
  }
}
