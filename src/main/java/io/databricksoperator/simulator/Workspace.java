package io.databricksoperator.simulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The whole state, behind one lock. Every call first catches up with time. */
final class Workspace {
  final Settings settings = new Settings();
  final Scripts scripts = new Scripts();
  final SimulatorClock clock;
  final Ledger ledger;
  final Timeline timeline;
  final Outcomes outcomes = new Outcomes(settings);
  final Map<Long, Job> jobs = new LinkedHashMap<>();
  final Map<Long, Run> runs = new LinkedHashMap<>();
  final Map<Long, TaskRun> taskRuns = new HashMap<>();

  /** Idempotency tokens; a deleted run's token stays. */
  final Map<String, Long> tokens = new HashMap<>();

  final long workspaceId;
  private final Ids ids = new Ids();
  private final ReentrantLock lock = new ReentrantLock();
  private final String host;

  Workspace(SimulatorClock clock, long workspaceId, String host) {
    this.host = host;
    this.clock = clock;
    this.workspaceId = workspaceId;
    this.timeline = new Timeline(clock.millis());
    this.ledger = new Ledger(clock);
  }

  /** Runs something on the state of this very moment; nothing else sees the state meanwhile. */
  <T> T call(Supplier<T> action) {
    lock.lock();
    try {
      timeline.runUntil(clock.millis());
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  long now() {
    return timeline.now();
  }

  long newId() {
    return ids.next(settings.on(Setting.LARGE_IDS));
  }

  /** The origin that URLs in answers begin with. */
  String host() {
    return host;
  }

  Job job(long id) {
    Job job = jobs.get(id);
    if (job == null || job.hidden) {
      throw missing("Job " + id + " does not exist.");
    }
    return job;
  }

  Run run(long id) {
    Run run = runs.get(id);
    if (run == null) {
      throw missing("Run " + id + " does not exist.");
    }
    return run;
  }

  /** Takes a run and its attempts out; its idempotency token stays reserved. */
  void forget(Run run) {
    runs.remove(run.id);
    run.tasks.forEach(this::forget);
    run.job.active.remove(run);
    run.job.queued.remove(run);
    if (run.job.hidden) {
      jobs.remove(run.job.id);
    }
  }

  void record(Effect effect) {
    ledger.add(effect, now());
  }

  private void forget(TaskRun task) {
    taskRuns.remove(task.id);
    task.iterations.forEach(this::forget);
  }

  private ApiError missing(String message) {
    return settings.number(Setting.MISSING_STATUS) == 404
        ? new ApiError(404, "RESOURCE_DOES_NOT_EXIST", message)
        : ApiError.invalid(message);
  }
}
