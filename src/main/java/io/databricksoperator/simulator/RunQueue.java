package io.databricksoperator.simulator;

import java.util.function.Consumer;

/**
 * Slots of a job: {@code max_concurrent_runs} of them, then a first-in first-out queue or a skipped
 * run (databricks-api.md 3.7).
 */
final class RunQueue {
  private final Workspace workspace;
  private final Consumer<Run> begin;
  private final Consumer<Run> skip;

  RunQueue(Workspace workspace, Consumer<Run> begin, Consumer<Run> skip) {
    this.workspace = workspace;
    this.begin = begin;
    this.skip = skip;
  }

  /** A new run begins, waits, or is skipped. */
  void admit(Run run) {
    Job job = run.job;
    if (job.active.size() < job.limit()) {
      begin.accept(run);
    } else if (run.queueing && job.limit() > 0) {
      enqueue(run);
    } else {
      skip.accept(run);
    }
  }

  /**
   * A repaired run begins, or waits where the settings say so; it is never skipped, since it has
   * been accepted.
   */
  void readmit(Run run) {
    boolean full = run.job.active.size() >= run.job.limit();
    if (full && run.job.queues() && workspace.settings.on(Setting.REPAIR_WAITS_FOR_A_SLOT)) {
      enqueue(run);
    } else {
      begin.accept(run);
    }
  }

  /** Takes a run that ended out, and lets the next ones begin. */
  void release(Run run) {
    run.job.active.remove(run);
    run.job.queued.remove(run);
    drain(run.job);
  }

  /** Begins as many waiting runs as there are slots. */
  void drain(Job job) {
    while (!job.queued.isEmpty() && job.active.size() < job.limit()) {
      begin.accept(job.queued.poll());
    }
  }

  private void enqueue(Run run) {
    long since = workspace.now();
    run.phase = Run.Phase.QUEUED;
    run.queuedSince = since;
    run.queueReason = "Queued due to reaching maximum concurrent runs of " + run.job.limit() + ".";
    run.job.queued.add(run);
    workspace.timeline.after(
        workspace.settings.millis(Setting.QUEUE_STAY),
        () -> {
          if (run.phase == Run.Phase.QUEUED && run.queuedSince == since) {
            skip.accept(run);
          }
        });
  }
}
