package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.kube.Recovery;
import io.databricksoperator.kube.Waker;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What follows a step: events, figures, the finalizer, the watch, and when to come back. */
final class RunAftermath {

  private static final Duration PERMISSION_RETRY = Duration.ofMinutes(5);
  private static final Duration REFUSED_RETRY = Duration.ofSeconds(30);

  /** One step, carried out. */
  record Step(
      RunFacts facts,
      RunDecision decision,
      RunOutcome outcome,
      RunReport report,
      boolean written) {}

  private final RunWatcher watcher;
  private final Waker<DatabricksRun> waker;
  private final Events events;
  private final RunMeter meter;

  RunAftermath(RunWatcher watcher, Waker<DatabricksRun> waker, Events events, RunMeter meter) {
    this.watcher = watcher;
    this.waker = waker;
    this.events = events;
    this.meter = meter;
  }

  /**
   * Something may have been sent: what was seen of the run before is void, whether or not the
   * status can be written now.
   */
  void acted(RunFacts facts, RunDecision decision) {
    if (decision instanceof RunDecision.Repair) {
      watchOf(facts.run()).forget(facts.runId());
    }
  }

  /** Does all of it; says whether the step went well. */
  boolean of(
      Step step,
      Context<DatabricksRun> context,
      RunCaches caches,
      Recovery<DatabricksRun> recovery) {
    var run = step.facts.run();
    if (step.written) {
      events.publish(run, step.report.notices(), context.getClient());
      caches.siblings(run).forEach(other -> waker.wake(ResourceID.fromResource(other)));
      count(step);
    }
    watch(step);
    finish(step, context);
    return comeBack(step, recovery);
  }

  /** Forgets an object that is gone. */
  boolean gone(DatabricksRun run, RunLooks looks, RunCaches caches) {
    var status = RunFacts.statusOf(run);
    var id = ResourceID.fromResource(run);
    waker.forget(id);
    if (status.runId() != null && status.workspace() != null) {
      long runId = Long.parseLong(status.runId());
      watchOf(run).leave(runId, id);
      looks.done(runId);
    }
    caches.siblings(run).forEach(other -> waker.wake(ResourceID.fromResource(other)));
    return true;
  }

  private void watch(Step step) {
    var facts = step.facts;
    if (facts.runId() == null || facts.status().workspace() == null) {
      return;
    }
    var watch = watchOf(facts.run());
    var id = ResourceID.fromResource(facts.run());
    switch (step.decision) {
      case RunDecision.Schedule schedule -> watch.rest(facts.runId());
      case RunDecision.End end -> watch.leave(facts.runId(), id);
      case RunDecision.Release release -> watch.leave(facts.runId(), id);
      case RunDecision.Keep keep when RunPlanner.over(facts) -> watch.leave(facts.runId(), id);
      default -> {}
    }
  }

  private WorkspaceWatch watchOf(DatabricksRun run) {
    return watcher.of(
        new ResourceID(RunFacts.statusOf(run).workspace(), run.getMetadata().getNamespace()));
  }

  private void finish(Step step, Context<DatabricksRun> context) {
    var run = step.facts.run();
    boolean cancelledForDeletion =
        run.isMarkedForDeletion() && step.outcome instanceof RunOutcome.Cancelled;
    boolean refusedForDeletion =
        run.isMarkedForDeletion()
            && step.decision instanceof RunDecision.Start
            && step.outcome instanceof RunOutcome.Failed(DatabricksFailure failure)
            && never(failure);
    boolean over =
        step.decision instanceof RunDecision.End
            || step.decision instanceof RunDecision.Keep
                && RunPlanner.over(step.facts)
                && !run.isMarkedForDeletion();
    if (step.decision instanceof RunDecision.Release(Reason reason, String message)) {
      if (reason != null) {
        events.publish(run, List.of(Notice.warning(reason, message)), context.getClient());
      }
      Finalizers.release(run, context);
    } else if (over || cancelledForDeletion || refusedForDeletion) {
      Finalizers.release(run, context);
    }
  }

  /** Whether this refusal of a start means that there never was a run and never will be. */
  private static boolean never(DatabricksFailure failure) {
    return switch (failure.kind()) {
      case INVALID, NOT_FOUND -> true;
      case UNAUTHORISED, FORBIDDEN, CONFLICT, THROTTLED, UNAVAILABLE -> false;
    };
  }

  private boolean comeBack(Step step, Recovery<DatabricksRun> recovery) {
    var id = ResourceID.fromResource(step.facts.run());
    var now = step.facts.now();
    return switch (step.outcome) {
      case RunOutcome.Intended intended -> soon(id);
      case RunOutcome.Started started -> soon(id);
      case RunOutcome.Repaired repaired -> soon(id);
      case RunOutcome.Cancelled cancelled -> true;
      case RunOutcome.Failed(DatabricksFailure failure) -> {
        waker.wakeAt(id, now.plus(delay(failure, recovery.next(id))));
        yield false;
      }
      case RunOutcome.Nothing nothing -> {
        var next = step.report.wakeAt(step.facts);
        later(id, next == null ? fallback(step) : next);
        yield true;
      }
    };
  }

  private boolean soon(ResourceID id) {
    waker.wake(id);
    return true;
  }

  private void later(ResourceID id, Instant at) {
    if (at != null) {
      waker.wakeAt(id, at);
    }
  }

  /** Waiting for something that sends no event: looked at again all the same. */
  private static Instant fallback(Step step) {
    return switch (step.decision) {
      case RunDecision.Hold hold -> step.facts.now().plus(PERMISSION_RETRY);
      case RunDecision.Blocked blocked -> step.facts.now().plus(REFUSED_RETRY);
      default -> null;
    };
  }

  private static Duration delay(DatabricksFailure failure, Duration backoff) {
    return switch (failure.kind()) {
      case FORBIDDEN -> PERMISSION_RETRY;
      case NOT_FOUND, INVALID, CONFLICT -> backoff;
      case UNAUTHORISED, THROTTLED, UNAVAILABLE ->
          failure.retryAfter() != null && failure.retryAfter().compareTo(backoff) > 0
              ? failure.retryAfter()
              : backoff;
    };
  }

  private void count(Step step) {
    var workspace =
        step.facts.run().getMetadata().getNamespace() + "/" + step.facts.status().workspace();
    switch (step.decision) {
      case RunDecision.End end -> meter.finished(workspace, end.phase().name());
      case RunDecision.Schedule schedule -> meter.decided(workspace, Reason.RepairScheduled.name());
      case RunDecision.Repair repair -> meter.decided(workspace, Reason.RepairStarted.name());
      default -> {}
    }
  }
}
