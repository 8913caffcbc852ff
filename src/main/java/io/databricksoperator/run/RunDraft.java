package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.api.RunStatus.TaskStatus;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.time.Durations;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A status in the making: begins as the object's own, ends whole. Lives for one reconcile. */
final class RunDraft {

  private static final int MOST_ATTEMPTS = 20;

  String runId;
  String jobId;
  String workspaceId;
  String workspace;
  String job;
  String url;
  Phase phase;
  String startTime;
  String endTime;
  String message;
  Operation operation;
  Integer attemptCount;
  List<Attempt> attempts;
  List<TaskStatus> tasks;
  String nextRepairTime;
  String handledRepairToken;
  List<Condition> conditions;

  RunDraft(RunStatus from) {
    runId = from.runId();
    jobId = from.jobId();
    workspaceId = from.workspaceId();
    workspace = from.workspace();
    job = from.job();
    url = from.url();
    phase = from.phase();
    startTime = from.startTime();
    endTime = from.endTime();
    message = from.message();
    operation = from.operation();
    attemptCount = from.attemptCount();
    attempts = from.attempts() == null ? List.of() : from.attempts();
    tasks = from.tasks();
    nextRepairTime = from.nextRepairTime();
    handledRepairToken = from.handledRepairToken();
    conditions = from.conditions();
  }

  /** Takes over what Databricks says of the run as a whole. */
  void seen(RunView view) {
    jobId = view.jobId() == null ? jobId : view.jobId().toString();
    url = view.url().isEmpty() ? url : view.url();
    startTime = view.started() == null ? startTime : text(view.started());
    endTime = view.ended() == null || !view.state().ended() ? null : text(view.ended());
  }

  RunStatus build(Long generation) {
    int from = Math.max(0, attempts.size() - MOST_ATTEMPTS);
    return new RunStatus(
        runId,
        jobId,
        workspaceId,
        workspace,
        job,
        url,
        phase,
        startTime,
        endTime,
        duration(),
        message,
        operation,
        attemptCount,
        attempts.isEmpty() ? null : List.copyOf(attempts.subList(from, attempts.size())),
        tasks,
        nextRepairTime,
        handledRepairToken,
        conditions,
        generation);
  }

  private String duration() {
    return startTime == null || endTime == null
        ? null
        : Durations.text(Duration.between(Instant.parse(startTime), Instant.parse(endTime)));
  }

  /** How times are written in a status. */
  static String text(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
