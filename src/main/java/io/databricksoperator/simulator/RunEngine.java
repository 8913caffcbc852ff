package io.databricksoperator.simulator;

import java.util.List;

/**
 * Moves runs from their start to their end. Everything here happens under the workspace's lock, at
 * the timeline's time.
 */
final class RunEngine {
  private final Workspace workspace;
  private final TaskEngine tasks;
  private final RunQueue queue;
  private final RunResult result;

  RunEngine(Workspace workspace) {
    this.workspace = workspace;
    this.tasks = new TaskEngine(workspace, this::advance);
    this.queue = new RunQueue(workspace, this::begin, this::skip);
    this.result = new RunResult(workspace.outcomes);
  }

  /** Starts a new run: at once, queued, or skipped. */
  void start(Run run) {
    run.history.add(new HistoryItem(0, workspace.now()));
    workspace.runs.put(run.id, run);
    workspace.record(Effect.ofRun("RunStarted", run, run.name));
    queue.admit(run);
  }

  /** Starts a repair of an ended run; its tasks are in {@code toStart}. */
  void repair(Run run, long repairId) {
    run.history.add(new HistoryItem(repairId, workspace.now()));
    run.outcome = null;
    run.endTime = 0;
    workspace.record(Effect.ofRun("RunRepaired", run, String.join(",", keys(run))));
    queue.readmit(run);
  }

  /** Cancels what is active; the tasks need a moment to stop (databricks-api.md 2.5). */
  void cancel(Run run) {
    switch (run.phase) {
      case ENDED, TERMINATING -> {}
      case QUEUED -> {
        workspace.record(Effect.ofRun("RunCancelled", run, "while queued"));
        finish(run, workspace.outcomes.cancelled("Run cancelled."));
      }
      case ACTIVE -> {
        workspace.record(Effect.ofRun("RunCancelled", run, ""));
        run.phase = Run.Phase.TERMINATING;
        run.newest().forEach(tasks::terminating);
        Outcome outcome = workspace.outcomes.cancelled("Run cancelled.");
        workspace.timeline.after(
            workspace.settings.millis(Setting.CANCEL_DELAY), () -> stop(run, outcome));
      }
    }
  }

  /** Cancels one task of a run; the others go on as run_if says. */
  void cancel(TaskRun task) {
    if (task.run.phase != Run.Phase.ACTIVE || task.ended()) {
      return;
    }
    workspace.record(Effect.ofTask("TaskCancelled", task, ""));
    tasks.terminating(task);
    workspace.timeline.after(
        workspace.settings.millis(Setting.CANCEL_DELAY),
        () -> tasks.stop(task, workspace.outcomes.cancelled("Run cancelled.")));
  }

  /** Ends everything a job has running, as its deletion does. */
  void terminate(Job job) {
    List.copyOf(job.queued).forEach(this::cancel);
    List.copyOf(job.active)
        .forEach(run -> stop(run, workspace.outcomes.cancelled("The job was deleted.")));
  }

  /** Lets new settings act on what is under way: the timeout and the number of slots do. */
  void settingsChanged(Job job) {
    job.active.forEach(this::setDeadline);
    queue.drain(job);
  }

  private void begin(Run run) {
    boolean waited = run.phase == Run.Phase.QUEUED && !run.queueReason.isEmpty();
    run.phase = Run.Phase.ACTIVE;
    run.job.active.add(run);
    run.slotTime = workspace.now();
    if (waited) {
      run.queueDuration += workspace.now() - run.queuedSince;
    }
    run.toStart.forEach(definition -> tasks.create(run, definition));
    run.toStart = List.of();
    setDeadline(run);
    advance(run);
  }

  private void skip(Run run) {
    finish(run, workspace.outcomes.overLimit(run.job.limit()));
  }

  private void advance(Run run) {
    if (run.phase != Run.Phase.ACTIVE) {
      return;
    }
    boolean moved = true;
    while (moved) {
      moved = false;
      for (TaskRun task : run.newest()) {
        moved |= task.phase == TaskPhase.BLOCKED && step(task);
      }
    }
    if (run.newest().stream().allMatch(TaskRun::ended)) {
      finish(run, result.of(run.newest()));
    }
  }

  private boolean step(TaskRun task) {
    Outcomes outcomes = workspace.outcomes;
    Readiness readiness = Readiness.of(task);
    switch (readiness) {
      case WAIT -> {}
      case START -> tasks.start(task);
      case DISABLED -> tasks.skip(task, outcomes.disabled());
      case UPSTREAM_FAILED -> tasks.skip(task, outcomes.upstreamFailed());
      case UPSTREAM_CANCELED -> tasks.skip(task, outcomes.upstreamCancelled());
      case EXCLUDED ->
          tasks.skip(task, outcomes.excluded("The task's run conditions were not met."));
    }
    return readiness != Readiness.WAIT;
  }

  private void stop(Run run, Outcome outcome) {
    if (run.ended()) {
      return;
    }
    run.phase = Run.Phase.TERMINATING;
    for (TaskRun task : run.newest()) {
      if (task.phase == TaskPhase.BLOCKED) {
        tasks.skip(task, workspace.outcomes.upstreamCancelled());
      } else {
        tasks.stop(task, outcome);
      }
    }
    finish(run, outcome);
  }

  private void finish(Run run, Outcome outcome) {
    long now = workspace.now();
    run.phase = Run.Phase.ENDED;
    run.outcome = outcome;
    run.endTime = now;
    run.current().endTime = now;
    run.current().outcome = outcome;
    run.toStart = List.of();
    workspace.record(Effect.ofRun("RunEnded", run, outcome.code()));
    queue.release(run);
    workspace.timeline.after(
        workspace.settings.millis(Setting.RUN_RETENTION),
        () -> {
          if (run.ended() && run.endTime == now) {
            workspace.forget(run);
          }
        });
  }

  private void setDeadline(Run run) {
    int deadline = ++run.deadline;
    long seconds = run.job.settings.path("timeout_seconds").asLong(0);
    if (seconds > 0) {
      workspace.timeline.at(
          run.slotTime + seconds * 1000,
          () -> {
            if (run.deadline == deadline && run.phase == Run.Phase.ACTIVE) {
              stop(run, workspace.outcomes.timedOut("The run exceeded its timeout."));
            }
          });
    }
  }

  private static List<String> keys(Run run) {
    return run.toStart.stream().map(task -> task.path("task_key").asText()).toList();
  }
}
